#include <catch2/catch.hpp>

#include "emulator/sim/random.hpp"
#include "fakes/notification_hubs/templates/template_expression.hpp"

// Random expressions are printed, read back, and evaluated beside a plain calculation on the drawn parts.

namespace droppoint::fakes::notification_hubs {
namespace {

using Function = TemplateExpression::Function;
using Term = TemplateExpression::Term;

// Characters that mean something somewhere in the language.
std::string draw_text(sim::Random& random) {
  constexpr std::string_view kAlphabet = "ab1 '\"\\{}()+,$.%#:";
  std::string text;
  for (std::uint64_t left = random.below(8); left > 0; --left)
    text += kAlphabet[random.below(kAlphabet.size())];
  return text;
}

Term draw_term(sim::Random& random, bool may_be_number) {
  Term term;
  switch (random.below(may_be_number ? 5 : 4)) {
    case 0:
      return {.function = Function::literal, .text = draw_text(random)};
    case 1:
      term.function = Function::text;
      if (random.below(2) == 0) term.length_max = random.below(6);
      break;
    case 2:
      term.function = Function::dotted;
      term.length_max = random.below(9);
      break;
    case 3:
      term.function = Function::encoded;
      break;
    default:
      term.function = Function::number;
  }
  term.text = random.below(3) == 0 ? "absent" : "p" + std::to_string(random.below(3));
  if (random.below(3) == 0) term.default_value = draw_text(random);
  return term;
}

// All texts are ASCII here, so characters are bytes.
std::string expected_of(const Term& term, const Properties& properties) {
  if (term.function == Function::literal) return term.text;
  std::string value = term.default_value.value_or("");
  if (properties.contains(term.text)) value = properties.find(term.text)->second;
  if (term.function == Function::text && term.length_max && value.size() > *term.length_max)
    return value.substr(0, *term.length_max);
  if (term.function == Function::dotted && value.size() > *term.length_max) {
    if (*term.length_max < 3) return std::string(*term.length_max, '.');
    return value.substr(0, *term.length_max - 3) + "...";
  }
  if (term.function != Function::encoded) return value;
  std::string encoded;
  for (const char character : value) {
    constexpr std::string_view kKept = "ab12.";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(character);
    if (kKept.find(character) != std::string_view::npos) {
      encoded += character;
    } else {
      encoded += {'%', kHex[byte / 16], kHex[byte % 16]};
    }
  }
  return encoded;
}

}  // namespace

TEST_CASE("every expression is read back as printed and evaluates to its parts") {
  sim::Random random(20260102);
  for (int round = 0; round < 5000; ++round) {
    std::vector<Term> terms;
    const std::uint64_t count = 1 + random.below(3);
    for (std::uint64_t index = 0; index < count; ++index) terms.push_back(draw_term(random, count == 1));
    const bool in_braces = count > 1 || terms.front().function == Function::literal || random.below(2) == 0;
    const Properties properties{{"P0", draw_text(random)}, {"p1", draw_text(random)}, {"p2", "12"}};
    const TemplateExpression expression(terms, in_braces);
    const std::string text = expression.to_text();
    INFO(text);
    REQUIRE(TemplateExpression::is_expression(text));
    const auto again = TemplateExpression::parse(text);
    REQUIRE(again);
    REQUIRE(*again == expression);
    std::string expected;
    for (const Term& term : terms) expected += expected_of(term, properties);
    REQUIRE(again->evaluate(properties).text == expected);
  }
}

}  // namespace droppoint::fakes::notification_hubs
