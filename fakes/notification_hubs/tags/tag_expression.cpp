#include "fakes/notification_hubs/tags/tag_expression.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "fakes/notification_hubs/tags/tag.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Kind = TagExpression::Kind;

class TagExpressionParser {
 public:
  explicit TagExpressionParser(std::string_view text) : text_(text) {}

  Result<TagExpression> parse() {
    auto whole = parse_joined(Kind::disjunction, 0);
    if (!whole) return whole;
    skip_spaces();
    if (position_ < text_.size()) return wrong("an operator or the end was expected");
    return whole;
  }

 private:
  tl::unexpected<Error> wrong(std::string_view what) const {
    return fail("InvalidTagExpression",
                fmt::format("The tag expression is invalid at character {}: {}.", position_ + 1, what));
  }

  void skip_spaces() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\t')) ++position_;
  }

  bool take(std::string_view word) {
    skip_spaces();
    if (!text_.substr(position_).starts_with(word)) return false;
    position_ += word.size();
    return true;
  }

  Result<TagExpression> parse_joined(Kind kind, int depth) {
    const bool conjunction = kind == Kind::conjunction;
    std::vector<TagExpression> operands;
    do {
      auto operand = conjunction ? parse_operand(depth) : parse_joined(Kind::conjunction, depth);
      if (!operand) return operand;
      operands.push_back(std::move(*operand));
    } while (take(conjunction ? "&&" : "||"));
    if (operands.size() == 1) return std::move(operands.front());
    return conjunction ? TagExpression::conjunction_of(std::move(operands))
                       : TagExpression::disjunction_of(std::move(operands));
  }

  Result<TagExpression> parse_operand(int depth) {
    if (depth > TagExpression::kDepthMax) return wrong("it is nested too deeply");
    if (take("!")) {
      auto operand = parse_operand(depth + 1);
      if (!operand) return operand;
      return TagExpression::negation_of(std::move(*operand));
    }
    if (take("(")) {
      auto inner = parse_joined(Kind::disjunction, depth + 1);
      if (!inner) return inner;
      if (!take(")")) return wrong("a closing parenthesis was expected");
      return inner;
    }
    return parse_tag();
  }

  Result<TagExpression> parse_tag() {
    skip_spaces();
    const std::size_t end = std::min(text_.find_first_of(" \t()!&|", position_), text_.size());
    const std::string_view tag = text_.substr(position_, end - position_);
    if (tag.empty()) return wrong("a tag was expected");
    if (!is_target_tag(tag)) return wrong(fmt::format("'{}' is no tag", excerpt(tag)));
    position_ = end;
    return TagExpression::of_tag(std::string(tag));
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

TagExpression TagExpression::of_tag(std::string tag) {
  TagExpression expression(Kind::tag);
  expression.tag_ = std::move(tag);
  return expression;
}

TagExpression TagExpression::negation_of(TagExpression operand) {
  TagExpression expression(Kind::negation);
  expression.operands_.push_back(std::move(operand));
  return expression;
}

TagExpression TagExpression::joined(Kind kind, std::vector<TagExpression> operands) {
  TagExpression expression(kind);
  for (TagExpression& operand : operands) {
    if (operand.kind_ != kind) {
      expression.operands_.push_back(std::move(operand));
      continue;
    }
    for (TagExpression& inner : operand.operands_) expression.operands_.push_back(std::move(inner));
  }
  return expression;
}

TagExpression TagExpression::conjunction_of(std::vector<TagExpression> operands) {
  return joined(Kind::conjunction, std::move(operands));
}

TagExpression TagExpression::disjunction_of(std::vector<TagExpression> operands) {
  return joined(Kind::disjunction, std::move(operands));
}

Result<TagExpression> TagExpression::parse(std::string_view text) {
  auto expression = TagExpressionParser(text).parse();
  if (!expression) return expression;
  const std::size_t most = expression->is_disjunction_of_tags() ? kTagsMaxInDisjunction : kTagsMaxOtherwise;
  if (expression->tag_count() > most) {
    return fail(
        "InvalidTagExpression",
        fmt::format("The tag expression names {} tags, and {} are allowed{}.", expression->tag_count(), most,
                    most == kTagsMaxOtherwise ? " in one that does not join with || alone" : ""));
  }
  return expression;
}

bool TagExpression::is_disjunction_of_tags() const {
  if (kind_ == Kind::tag) return true;
  return kind_ == Kind::disjunction &&
         std::all_of(operands_.begin(), operands_.end(),
                     [](const auto& operand) { return operand.kind_ == Kind::tag; });
}

bool TagExpression::matches(const std::vector<std::string>& tags) const {
  const auto holds = [&tags](const TagExpression& operand) { return operand.matches(tags); };
  switch (kind_) {
    case Kind::tag:
      return std::find(tags.begin(), tags.end(), tag_) != tags.end();
    case Kind::negation:
      return !operands_.front().matches(tags);
    case Kind::conjunction:
      return std::all_of(operands_.begin(), operands_.end(), holds);
    case Kind::disjunction:
      break;
  }
  return std::any_of(operands_.begin(), operands_.end(), holds);
}

std::string TagExpression::to_text() const {
  if (kind_ == Kind::tag) return tag_;
  std::string text;
  for (const TagExpression& operand : operands_) {
    // Kinds stand in the order in which they bind, closest first.
    const bool looser = operand.kind_ > kind_;
    if (!text.empty()) text += kind_ == Kind::conjunction ? " && " : " || ";
    if (kind_ == Kind::negation) text += '!';
    text += looser ? '(' + operand.to_text() + ')' : operand.to_text();
  }
  return text;
}

std::size_t TagExpression::tag_count() const {
  if (kind_ == Kind::tag) return 1;
  std::size_t count = 0;
  for (const TagExpression& operand : operands_) count += operand.tag_count();
  return count;
}

}  // namespace droppoint::fakes::notification_hubs
