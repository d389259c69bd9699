#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"

namespace droppoint::fakes::notification_hubs {

// Whom a send is for: tags joined by `&&`, `||`, `!` and parentheses.
//
//   or  := and { "||" and }      and := not { "&&" not }      not := "!" not | "(" or ")" | tag
//
// Grammar and limits: https://learn.microsoft.com/azure/notification-hubs/
// notification-hubs-tags-segment-push-message. That `!` binds closest and `||` least is the usual order,
// which the page does not state.
class TagExpression {
 public:
  enum class Kind : std::uint8_t { tag, negation, conjunction, disjunction };

  // An expression that joins with `||` alone may name more tags than any other.
  static constexpr std::size_t kTagsMaxInDisjunction = 20;
  static constexpr std::size_t kTagsMaxOtherwise = 6;
  // Of parentheses and negations: ours, so that no input exhausts the stack.
  static constexpr int kDepthMax = 64;

  // Fails with "InvalidTagExpression" and a message that names the place, counted from 1.
  static Result<TagExpression> parse(std::string_view text);

  static TagExpression of_tag(std::string tag);
  static TagExpression negation_of(TagExpression operand);
  // Of at least two operands; one of the same kind is taken in, since neither operator minds grouping.
  static TagExpression conjunction_of(std::vector<TagExpression> operands);
  static TagExpression disjunction_of(std::vector<TagExpression> operands);

  bool matches(const std::vector<std::string>& tags) const;

  // With as few parentheses as it needs; parse() reads it back to the same expression.
  std::string to_text() const;
  // Repetitions included.
  std::size_t tag_count() const;

  Kind kind() const { return kind_; }
  friend bool operator==(const TagExpression&, const TagExpression&) = default;

 private:
  explicit TagExpression(Kind kind) : kind_(kind) {}
  static TagExpression joined(Kind kind, std::vector<TagExpression> operands);
  bool is_disjunction_of_tags() const;

  Kind kind_;
  std::string tag_;
  std::vector<TagExpression> operands_;
};

}  // namespace droppoint::fakes::notification_hubs
