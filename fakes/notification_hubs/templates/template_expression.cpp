#include "fakes/notification_hubs/templates/template_expression.hpp"

#include <fmt/format.h>

#include "emulator/assert.hpp"
#include "emulator/http/uri.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Function = TemplateExpression::Function;
using Term = TemplateExpression::Term;

constexpr std::string_view kDots = "...";

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::size_t characters_in(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += is_continuation(byte) ? 0 : 1;
  return count;
}

// Never within a character of UTF-8.
std::string first_characters(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && count++ == most) break;
  }
  return std::string(text.substr(0, end));
}

std::string dotted(std::string_view text, std::size_t most) {
  if (characters_in(text) <= most) return std::string(text);
  if (most <= kDots.size()) return std::string(kDots.substr(0, most));
  return first_characters(text, most - kDots.size()) + std::string(kDots);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - at;
}

// A number as JSON has them (RFC 8259, section 6).
bool is_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = digits_at(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return false;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_at(text, at + 1);
    if (fraction == 0) return false;
    at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = digits_at(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

std::string evaluate_term(const Term& term, const Properties& properties) {
  if (term.function == Function::literal) return term.text;
  const auto found = properties.find(term.text);
  const std::string value =
      found != properties.end() ? found->second : term.default_value.value_or(std::string());
  switch (term.function) {
    case Function::text:
      return term.length_max ? first_characters(value, *term.length_max) : value;
    case Function::dotted:
      return dotted(value, *term.length_max);
    case Function::encoded:
      return http::percent_encode(value);
    case Function::number:
    case Function::literal:
      break;
  }
  return value;
}

std::string in_single_quotes(std::string_view literal) {
  std::string text = "'";
  for (const char character : literal) text += character == '\'' ? "''" : std::string(1, character);
  return text + '\'';
}

std::string default_text(std::string_view value) {
  std::string text = ":{";
  for (const char character : value) {
    if (character == '}' || character == '\\') text += '\\';
    text += character;
  }
  return text + '}';
}

std::string term_text(const Term& term) {
  if (term.function == Function::literal) return in_single_quotes(term.text);
  constexpr std::string_view kFunctions = "$.%#";
  std::string text(1, kFunctions[static_cast<std::size_t>(term.function)]);
  text += '(' + term.text;
  if (term.default_value) text += default_text(*term.default_value);
  if (term.length_max) text += fmt::format(", {}", *term.length_max);
  return text + ')';
}

}  // namespace

TemplateExpression::TemplateExpression(std::vector<Term> terms, bool in_braces)
    : terms_(std::move(terms)), in_braces_(in_braces) {
  DROPPOINT_ASSERT(!terms_.empty(), "an expression has a part");
  for (const Term& term : terms_) {
    DROPPOINT_ASSERT(term.function != Function::dotted || term.length_max, "a dotted part has a length");
  }
}

TemplateExpression::Value TemplateExpression::evaluate(const Properties& properties) const {
  Value value;
  for (const Term& term : terms_) value.text += evaluate_term(term, properties);
  value.is_number = !in_braces_ && terms_.front().function == Function::number && is_number(value.text);
  return value;
}

std::string TemplateExpression::to_text() const {
  std::string text;
  for (const Term& term : terms_) text += (text.empty() ? "" : " + ") + term_text(term);
  return in_braces_ ? '{' + text + '}' : text;
}

}  // namespace droppoint::fakes::notification_hubs
