#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// What a template notification says, and a registration's push variables: names ignore case.
using Properties = resources::ByName<std::string>;

// One expression of the template language, which fills a whole JSON string, XML text or attribute:
//
//   $(name)  $(name, n)   the property's text, of at most n characters
//   .(name, n)            the same, with three dots at its end where it had to be clipped
//   %(name)               URI-encoded
//   #(name)               a JSON number where the text is one; not in a concatenation
//   'text'  "text"        a literal; the quote doubled stands for itself
//   { e1 + e2 }           concatenation
//
// Behind each name may stand ":{default}" for when the property is missing, which is an empty text otherwise;
// a backslash in it takes the next character as it is.
// https://learn.microsoft.com/azure/notification-hubs/notification-hubs-templates-cross-platform-push-messages;
// defaults, doubled quotes and what begins an expression are known from the check in Microsoft's .NET client.
class TemplateExpression {
 public:
  static constexpr std::size_t kNameLengthMax = 120;

  enum class Function : std::uint8_t { text, dotted, encoded, number, literal };
  struct Term {
    Function function = Function::text;
    // The property's name, or the literal.
    std::string text;
    std::optional<std::string> default_value = {};
    // In characters, of `text` and `dotted` alone.
    std::optional<std::size_t> length_max = {};
    friend bool operator==(const Term&, const Term&) = default;
  };
  struct Value {
    std::string text;
    // Whether the text is a number and stands for one.
    bool is_number = false;
  };

  // Whether a text is meant as an expression: it begins with one of "$.%#{". Any other text stands for
  // itself, also where "$(name)" occurs in its midst.
  static bool is_expression(std::string_view text);
  // Fails with "InvalidTemplate".
  static Result<TemplateExpression> parse(std::string_view text);

  // `terms` must not be empty, nor hold a number beside another. `in_braces` of a single term makes it a
  // text.
  TemplateExpression(std::vector<Term> terms, bool in_braces);

  Value evaluate(const Properties& properties) const;

  // parse() reads it back to the same expression.
  std::string to_text() const;
  const std::vector<Term>& terms() const { return terms_; }
  friend bool operator==(const TemplateExpression&, const TemplateExpression&) = default;

 private:
  std::vector<Term> terms_;
  bool in_braces_;
};

}  // namespace droppoint::fakes::notification_hubs
