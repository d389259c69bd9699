#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"

namespace droppoint::fakes::fcm {

// How many topics a condition may name.
inline constexpr std::size_t kConditionTopicsMax = 5;

// Whether a text is the name of a topic: 1 to 900 letters, digits, and "-_.~%"
// (https://firebase.google.com/docs/reference/fcm/fcmtopics/rest/v1/projects.registrations.topicSubscriptions).
bool is_topic_name(std::string_view text);

// "'a' in topics && ('b' in topics || !('c' in topics))": a target by the topics that a device is subscribed
// to. As Google says of it, parentheses come first, and then the text from left to right: `&&` does not bind
// closer than `||`.
class Condition {
 public:
  // Fails with "InvalidCondition".
  static Result<Condition> parse(std::string_view text);

  bool holds(const std::function<bool(std::string_view topic)>& is_subscribed) const;

 private:
  friend class ConditionReader;

  enum class Kind : std::uint8_t { topic, negation, conjunction, disjunction };
  // In postfix order: each takes its operands from the results before it.
  struct Step {
    Kind kind = Kind::topic;
    std::string topic = {};
  };
  std::vector<Step> steps_;
};

}  // namespace droppoint::fakes::fcm
