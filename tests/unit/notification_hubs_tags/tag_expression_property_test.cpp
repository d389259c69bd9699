#include <catch2/catch.hpp>

#include <array>
#include <cstdint>

#include "emulator/sim/random.hpp"
#include "fakes/notification_hubs/tags/tag_expression.hpp"

// Random expressions over four tags, each with its truth table: one bit for each of the sixteen sets of tags
// that a registration can have. Tables are combined as bits, so the oracle shares nothing with what it
// judges.

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::array<const char*, 4> kTags{"sport", "$UserId:{bob}", "a.b-c", "#1"};
constexpr unsigned kSets = 1U << kTags.size();

struct Judged {
  TagExpression expression;
  std::uint16_t truth;
  std::size_t tags;
};

Judged draw_tag(sim::Random& random) {
  const std::size_t which = random.below(kTags.size());
  std::uint16_t truth = 0;
  for (unsigned set = 0; set < kSets; ++set) {
    if ((set >> which) & 1U) truth = static_cast<std::uint16_t>(truth | (1U << set));
  }
  return {TagExpression::of_tag(kTags[which]), truth, 1};
}

Judged draw(sim::Random& random, int depth) {
  const std::uint64_t kind = depth == 0 ? 0 : random.below(4);
  if (kind == 0) return draw_tag(random);
  if (kind == 1) {
    Judged inner = draw(random, depth - 1);
    return {TagExpression::negation_of(std::move(inner.expression)), static_cast<std::uint16_t>(~inner.truth),
            inner.tags};
  }
  std::vector<TagExpression> operands;
  std::uint16_t truth = kind == 2 ? 0xFFFF : 0;
  std::size_t tags = 0;
  const std::uint64_t count = 2 + random.below(2);
  for (std::uint64_t index = 0; index < count; ++index) {
    Judged operand = draw(random, depth - 1);
    truth = static_cast<std::uint16_t>(kind == 2 ? truth & operand.truth : truth | operand.truth);
    tags += operand.tags;
    operands.push_back(std::move(operand.expression));
  }
  return {kind == 2 ? TagExpression::conjunction_of(std::move(operands))
                    : TagExpression::disjunction_of(std::move(operands)),
          truth, tags};
}

std::uint16_t table_of(const TagExpression& expression) {
  std::uint16_t truth = 0;
  for (unsigned set = 0; set < kSets; ++set) {
    std::vector<std::string> tags;
    for (std::size_t tag = 0; tag < kTags.size(); ++tag) {
      if ((set >> tag) & 1U) tags.emplace_back(kTags[tag]);
    }
    if (expression.matches(tags)) truth = static_cast<std::uint16_t>(truth | (1U << set));
  }
  return truth;
}

}  // namespace

TEST_CASE("every expression is true for the sets of tags of its truth table, before and after printing") {
  sim::Random random(20260101);
  std::size_t parsed = 0;
  for (int round = 0; round < 4000; ++round) {
    const Judged judged = draw(random, 3);
    const std::string text = judged.expression.to_text();
    INFO(text);
    REQUIRE(table_of(judged.expression) == judged.truth);
    REQUIRE(judged.expression.tag_count() == judged.tags);
    const auto again = TagExpression::parse(text);
    if (!again) {
      // The only reason for which a printed expression is not read back.
      REQUIRE(judged.tags > TagExpression::kTagsMaxOtherwise);
      continue;
    }
    ++parsed;
    REQUIRE(*again == judged.expression);
    REQUIRE(again->to_text() == text);
    REQUIRE(table_of(*again) == judged.truth);
  }
  CHECK(parsed > 1000);
}

}  // namespace droppoint::fakes::notification_hubs
