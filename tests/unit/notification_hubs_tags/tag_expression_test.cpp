#include <catch2/catch.hpp>

#include "fakes/notification_hubs/tags/tag_expression.hpp"

namespace droppoint::fakes::notification_hubs {

using Tags = std::vector<std::string>;

TEST_CASE("operators bind as usual: ! closest, then &&, then ||") {
  const auto matches = [](std::string_view text, const Tags& tags) {
    const auto expression = TagExpression::parse(text);
    REQUIRE(expression);
    return expression->matches(tags);
  };
  CHECK(matches("a", {"a", "b"}));
  CHECK_FALSE(matches("a", {"A"}));
  CHECK(matches("a || b && c", {"a"}));
  CHECK_FALSE(matches("(a || b) && c", {"a"}));
  CHECK(matches("!a && b", {"b"}));
  CHECK_FALSE(matches("!(a || b)", {"b"}));
  CHECK(matches("!a||b", {"a", "b"}));
  CHECK(matches("!!a", {"a"}));
  CHECK(matches("!a", {}));
  CHECK(matches("\t( $UserId:{bob} )&&!$InstallationId:{i-1} ", {"$UserId:{bob}"}));
}

TEST_CASE("what is no tag expression is refused with its place") {
  struct Row {
    const char* text;
    const char* place;
  };
  const Row row =
      GENERATE(Row{"", "character 1"}, Row{"   ", "character 4"}, Row{"a b", "character 3"},
               Row{"a &&", "character 5"}, Row{"|| a", "character 1"}, Row{"a & b", "character 3"},
               Row{"a | b", "character 3"}, Row{"(a", "character 3"}, Row{"a)", "character 2"},
               Row{"()", "character 2"}, Row{"!", "character 2"}, Row{"a !b", "character 3"},
               Row{"a,b", "character 1"}, Row{"$tag", "character 1"}, Row{"a && \"b\"", "character 6"});
  INFO(row.text);
  const auto expression = TagExpression::parse(row.text);
  REQUIRE_FALSE(expression);
  CHECK(expression.error().code == "InvalidTagExpression");
  INFO(expression.error().message);
  CHECK(expression.error().message.find(row.place) != std::string::npos);
}

TEST_CASE("20 tags may be joined by || alone, and 6 in any other way") {
  const auto joined = [](int count, const std::string& by) {
    std::string text;
    for (int index = 0; index < count; ++index) text += (index == 0 ? "t" : by + "t") + std::to_string(index);
    return text;
  };
  CHECK(TagExpression::parse(joined(20, " || ")));
  CHECK(TagExpression::parse("((" + joined(10, "||") + ")||(" + joined(10, "||") + "))"));
  CHECK_FALSE(TagExpression::parse(joined(21, " || ")));
  CHECK(TagExpression::parse(joined(6, " && ")));
  CHECK_FALSE(TagExpression::parse(joined(7, " && ")));
  CHECK(TagExpression::parse("!" + joined(6, " || ")));
  CHECK_FALSE(TagExpression::parse("!" + joined(7, " || ")));
  CHECK_FALSE(TagExpression::parse("a && (" + joined(6, " || ") + ")"));
}

TEST_CASE("no depth of nesting exhausts the stack") {
  CHECK(TagExpression::parse(std::string(60, '(') + "a" + std::string(60, ')')));
  CHECK_FALSE(TagExpression::parse(std::string(100'000, '(')));
  CHECK_FALSE(TagExpression::parse(std::string(100'000, '!') + "a"));
}

}  // namespace droppoint::fakes::notification_hubs
