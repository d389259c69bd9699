#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "fakes/fcm/condition.hpp"

using droppoint::fakes::fcm::Condition;
using droppoint::fakes::fcm::is_topic_name;

namespace {

bool holds(const std::string& text, const std::set<std::string, std::less<>>& topics) {
  const auto condition = Condition::parse(text);
  REQUIRE(condition);
  return condition->holds([&topics](std::string_view topic) { return topics.contains(topic); });
}

bool is_condition(const std::string& text) {
  return Condition::parse(text).has_value();
}

}  // namespace

TEST_CASE("A condition holds by the topics of a device") {
  CHECK(holds("'a' in topics", {"a"}));
  CHECK_FALSE(holds("'a' in topics", {"b"}));
  CHECK(holds("\"a\" in topics", {"a"}));
  CHECK(holds("'a' IN Topics", {"a"}));
  const std::string text = "'a' in topics && ('b' in topics || 'c' in topics)";
  CHECK_FALSE(holds(text, {"a"}));
  CHECK_FALSE(holds(text, {"b", "c"}));
  CHECK(holds(text, {"a", "c"}));
  CHECK(holds("!('a' in topics)", {}));
  CHECK_FALSE(holds("!('a' in topics)", {"a"}));
  CHECK(holds("'a' in topics&&!('b' in topics)", {"a"}));
}

TEST_CASE("A condition is read from left to right: && does not bind closer") {
  CHECK_FALSE(holds("'a' in topics || 'b' in topics && 'c' in topics", {"a"}));
  CHECK(holds("'a' in topics || ('b' in topics && 'c' in topics)", {"a"}));
}

TEST_CASE("A text that is no condition") {
  for (const char* text :
       {"", "a", "'a'", "'a' in", "'a' in topic", "'a in topics", "'' in topics", "'a' in topics &&",
        "&& 'a' in topics", "'a' in topics & 'b' in topics", "('a' in topics", "'a' in topics)",
        "'a' in topics 'b' in topics", "!", "()", "'a b' in topics", "'/topics/a' in topics"}) {
    INFO(text);
    CHECK_FALSE(is_condition(text));
  }
}

TEST_CASE("A condition names at most five topics, and is not nested without end") {
  std::string five = "'t' in topics";
  for (int i = 0; i < 4; ++i) five += " || 't' in topics";
  CHECK(is_condition(five));
  CHECK_FALSE(is_condition(five + " || 't' in topics"));
  CHECK_FALSE(is_condition(std::string(100'000, '(')));
  CHECK_FALSE(is_condition(std::string(100'000, '!')));
}

TEST_CASE("Names of topics") {
  CHECK(is_topic_name("a-Z_0.~%"));
  CHECK(is_topic_name(std::string(900, 'a')));
  for (const std::string& text :
       {std::string(), std::string(901, 'a'), std::string("a b"), std::string("/a")}) {
    CHECK_FALSE(is_topic_name(text));
  }
}
