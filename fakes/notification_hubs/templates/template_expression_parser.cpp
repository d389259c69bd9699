#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/templates/template_expression.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Function = TemplateExpression::Function;
using Term = TemplateExpression::Term;

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
  });
}

std::optional<Function> function_of(char character) {
  switch (character) {
    case '$':
      return Function::text;
    case '.':
      return Function::dotted;
    case '%':
      return Function::encoded;
    case '#':
      return Function::number;
    default:
      return std::nullopt;
  }
}

class TemplateExpressionParser {
 public:
  TemplateExpressionParser(std::string_view whole, std::string_view text) : whole_(whole), rest_(text) {}

  Result<std::vector<Term>> parse() {
    std::vector<Term> terms;
    while (true) {
      skip_spaces();
      auto term = parse_term();
      if (!term) return tl::unexpected(term.error());
      terms.push_back(std::move(*term));
      skip_spaces();
      if (rest_.empty()) return terms;
      if (rest_.front() != '+') return wrong("parts are joined by '+'");
      rest_.remove_prefix(1);
    }
  }

  tl::unexpected<Error> wrong(std::string_view what) const {
    return fail("InvalidTemplate",
                fmt::format("The template expression '{}' is invalid: {}.", excerpt(whole_), what));
  }

 private:
  void skip_spaces() {
    const std::size_t start = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(std::min(start, rest_.size()));
  }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  Result<Term> parse_term() {
    if (rest_.empty()) return wrong("a part is missing");
    if (rest_.front() == '\'' || rest_.front() == '"') return parse_literal();
    const auto function = function_of(rest_.front());
    if (!function) return wrong("a part begins with one of $ . % # ' and \"");
    if (http::equal_ignoring_case(rest_.substr(0, 5), "$body")) return wrong("$body is not supported");
    rest_.remove_prefix(1);
    if (!take("(")) return wrong("an opening parenthesis is missing");
    return parse_property(*function);
  }

  Result<Term> parse_literal() {
    const char quote = rest_.front();
    rest_.remove_prefix(1);
    Term term{.function = Function::literal, .text = {}};
    while (true) {
      const std::size_t end = rest_.find(quote);
      if (end == std::string_view::npos) return wrong("the closing quote of a literal is missing");
      term.text += rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      if (rest_.empty() || rest_.front() != quote) return term;
      term.text += quote;
      rest_.remove_prefix(1);
    }
  }

  // From behind the opening parenthesis.
  Result<Term> parse_property(Function function) {
    Term term{.function = function, .text = {}};
    const std::size_t end = std::min(rest_.find_first_of(":,)"), rest_.size());
    term.text = std::string(http::trim(rest_.substr(0, end)));
    rest_.remove_prefix(end);
    if (!is_name(term.text)) return wrong("a property's name has letters, digits and underscores only");
    if (term.text.size() > TemplateExpression::kNameLengthMax) return wrong("a property's name is too long");
    if (take(":{")) {
      auto value = parse_default();
      if (!value) return tl::unexpected(value.error());
      term.default_value = std::move(*value);
      skip_spaces();
    }
    if (take(",")) {
      if (function == Function::encoded || function == Function::number)
        return wrong("%() and #() take no length");
      const auto length = parse_length();
      if (!length) return tl::unexpected(length.error());
      term.length_max = *length;
    } else if (function == Function::dotted) {
      return wrong(".() needs a length");
    }
    if (!take(")")) return wrong("a closing parenthesis is missing");
    return term;
  }

  // From behind the opening brace.
  Result<std::string> parse_default() {
    std::string value;
    for (std::size_t at = 0; at < rest_.size(); ++at) {
      if (rest_[at] == '}') {
        rest_.remove_prefix(at + 1);
        return value;
      }
      if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
      value += rest_[at];
    }
    return wrong("the closing brace of a default is missing");
  }

  Result<std::size_t> parse_length() {
    const std::size_t end = std::min(rest_.find(')'), rest_.size());
    const std::string_view digits = http::trim(rest_.substr(0, end));
    // As far as the client's 32-bit integer goes.
    std::int32_t length = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error != std::errc() || stop != digits.data() + digits.size() || length < 0)
      return wrong("a length is no natural number");
    rest_.remove_prefix(end);
    return static_cast<std::size_t>(length);
  }

  std::string_view whole_;
  std::string_view rest_;
};

}  // namespace

bool TemplateExpression::is_expression(std::string_view text) {
  return !text.empty() && std::string_view("$.%#{").find(text.front()) != std::string_view::npos;
}

Result<TemplateExpression> TemplateExpression::parse(std::string_view text) {
  const bool in_braces = text.starts_with('{');
  TemplateExpressionParser parser(text,
                                  in_braces && text.ends_with('}') ? text.substr(1, text.size() - 2) : text);
  if (in_braces && !text.ends_with('}')) return parser.wrong("the closing brace is missing");
  auto terms = parser.parse();
  if (!terms) return tl::unexpected(terms.error());
  const bool has_number = std::any_of(terms->begin(), terms->end(),
                                      [](const Term& term) { return term.function == Function::number; });
  if (terms->size() > 1 && has_number) return parser.wrong("#() cannot be joined with anything");
  const bool joined = in_braces || terms->size() > 1;
  return TemplateExpression(std::move(*terms), joined);
}

}  // namespace droppoint::fakes::notification_hubs
