#include "fakes/fcm/condition.hpp"

#include <algorithm>
#include <utility>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::fcm {

// A recursive descent; depth is limited since the text comes from outside.
class ConditionReader {
 public:
  explicit ConditionReader(std::string_view text) : rest_(text) {}

  bool read_whole() { return read_expression(0) && at_end() && topics_ <= kConditionTopicsMax; }
  Condition take() { return std::move(condition_); }

 private:
  static constexpr int kDepthMax = 32;

  bool read_expression(int depth) {
    if (!read_term(depth)) return false;
    while (true) {
      if (skip("&&")) {
        if (!read_term(depth)) return false;
        push(Condition::Kind::conjunction);
      } else if (skip("||")) {
        if (!read_term(depth)) return false;
        push(Condition::Kind::disjunction);
      } else {
        return true;
      }
    }
  }

  bool read_term(int depth) {
    if (depth > kDepthMax) return false;
    if (skip("!")) {
      if (!read_term(depth + 1)) return false;
      push(Condition::Kind::negation);
      return true;
    }
    if (skip("(")) return read_expression(depth + 1) && skip(")");
    return read_topic();
  }

  bool read_topic() {
    skip_spaces();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return false;
    const std::size_t end = rest_.find(rest_.front(), 1);
    if (end == std::string_view::npos) return false;
    const std::string_view name = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (!is_topic_name(name) || !skip_word("in") || !skip_word("topics")) return false;
    ++topics_;
    condition_.steps_.push_back({Condition::Kind::topic, std::string(name)});
    return true;
  }

  void push(Condition::Kind kind) { condition_.steps_.push_back({kind}); }

  void skip_spaces() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }
  bool at_end() {
    skip_spaces();
    return rest_.empty();
  }
  bool skip(std::string_view text) {
    skip_spaces();
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  // The reference of the legacy protocol says that case does not matter.
  bool skip_word(std::string_view word) {
    skip_spaces();
    if (!http::equal_ignoring_case(rest_.substr(0, word.size()), word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  std::string_view rest_;
  std::size_t topics_ = 0;
  Condition condition_;
};

bool is_topic_name(std::string_view text) {
  constexpr std::size_t kBytesMax = 900;
  constexpr std::string_view kSigns = "-_.~%";
  return !text.empty() && text.size() <= kBytesMax && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kSigns.find(c) != std::string_view::npos;
  });
}

Result<Condition> Condition::parse(std::string_view text) {
  ConditionReader reader(text);
  if (!reader.read_whole()) return fail("InvalidCondition", "Invalid condition expression provided.");
  return reader.take();
}

bool Condition::holds(const std::function<bool(std::string_view topic)>& is_subscribed) const {
  std::vector<bool> results;
  const auto take = [&results] {
    const bool last = results.back();
    results.pop_back();
    return last;
  };
  for (const Step& step : steps_) {
    if (step.kind == Kind::topic) {
      results.push_back(is_subscribed(step.topic));
      continue;
    }
    const bool right = take();
    if (step.kind == Kind::negation) {
      results.push_back(!right);
      continue;
    }
    const bool left = take();
    results.push_back(step.kind == Kind::conjunction ? left && right : left || right);
  }
  return !results.empty() && results.back();
}

}  // namespace droppoint::fakes::fcm
