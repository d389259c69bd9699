#include <catch2/catch.hpp>

#include "fakes/notification_hubs/templates/template_expression.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

const Properties kProperties{{"name", "Alice"},
                             {"badge", "40"},
                             {"url", "a b/c?d=\xC3\xA9"},
                             {"empty", ""},
                             {"word", "\xC3\xA9t\xC3\xA9s"}};

std::string evaluated(std::string_view text) {
  const auto expression = TemplateExpression::parse(text);
  if (!expression) return "(" + expression.error().message + ")";
  return expression->evaluate(kProperties).text;
}

}  // namespace

TEST_CASE("each form of the template language") {
  CHECK(evaluated("$(name)") == "Alice");
  CHECK(evaluated("$( NAME )") == "Alice");
  CHECK(evaluated("$(missing)") == "");
  CHECK(evaluated("$(name, 2)") == "Al");
  CHECK(evaluated("$(name,0)") == "");
  CHECK(evaluated("$(name, 99)") == "Alice");
  CHECK(evaluated(".(name, 4)") == "A...");
  CHECK(evaluated(".(name, 5)") == "Alice");
  CHECK(evaluated(".(name, 3)") == "...");
  CHECK(evaluated(".(name, 2)") == "..");
  CHECK(evaluated(".(name, 0)") == "");
  CHECK(evaluated("%(url)") == "a%20b%2Fc%3Fd%3D%C3%A9");
  CHECK(evaluated("#(badge)") == "40");
  CHECK(evaluated("{'Hi, ' + $(name) + \"!\"}") == "Hi, Alice!");
  CHECK(evaluated("{$(name)}") == "Alice");
  CHECK(evaluated("{  'a'+'b'  }") == "ab");
  CHECK(evaluated("$(name) + '!'") == "Alice!");
}

TEST_CASE("literals double their quote") {
  CHECK(evaluated("{'it''s'}") == "it's");
  CHECK(evaluated(R"({"say ""hi"""})") == "say \"hi\"");
  CHECK(evaluated("{'' + 'a'}") == "a");
  CHECK(evaluated("{'\"' + \"'\"}") == "\"'");
}

TEST_CASE("a default stands in for a missing property, not for an empty one") {
  CHECK(evaluated("$(missing:{Dear customer})") == "Dear customer");
  CHECK(evaluated("$(empty:{x})") == "");
  CHECK(evaluated("$(missing:{a,b)c}, 5)") == "a,b)c");
  CHECK(evaluated(".(missing:{abcdef}, 4)") == "a...");
  CHECK(evaluated("%(missing:{a b})") == "a%20b");
  CHECK(evaluated(R"($(missing:{a\}b\\c}))") == R"(a}b\c)");
  CHECK(evaluated("$(missing:{})") == "");
  CHECK(evaluated("{'<' + $(missing:{none}) + '>'}") == "<none>");
}

TEST_CASE("lengths count characters, not bytes") {
  CHECK(evaluated("$(word, 1)") == "\xC3\xA9");
  CHECK(evaluated("$(word, 3)") == "\xC3\xA9t\xC3\xA9");
  CHECK(evaluated(".(word, 4)") == "\xC3\xA9t\xC3\xA9s");
}

TEST_CASE("#() is a number where its text is one in JSON and it stands alone") {
  const auto is_number = [](const std::string& value, std::string_view text = "#(p)") {
    return TemplateExpression::parse(text)->evaluate({{"p", value}}).is_number;
  };
  for (const char* number : {"0", "40", "-7", "1.5", "0.25", "1e5", "2E-3", "1.5e+10"}) {
    INFO(number);
    CHECK(is_number(number));
  }
  for (const char* text : {"", "04", "1.", ".5", "1e", "0x1", "4 ", "--1", "NaN", "1,5", "-"}) {
    INFO(text);
    CHECK_FALSE(is_number(text));
  }
  CHECK_FALSE(is_number("40", "{#(p)}"));
  CHECK_FALSE(is_number("40", "$(p)"));
}

TEST_CASE("only a text that begins with one of $.%#{ is an expression") {
  for (const char* text : {"$(a)", ".(a, 1)", "%(a)", "#(a)", "{'a'}", "$5", "...", "#1"}) {
    CHECK(TemplateExpression::is_expression(text));
  }
  for (const char* text : {"", "Hello $(name)", " $(a)", "'a'", "\"a\"", "a"}) {
    CHECK_FALSE(TemplateExpression::is_expression(text));
  }
}

TEST_CASE("what begins like an expression and is none is refused") {
  const std::string text =
      GENERATE("$", "$name", "$(", "$()", "$(na me)", "$(name", "$(name, )", "$(name, -1)", "$(name, x)",
               "$(name, 1.5)", "$(name, 99999999999)", ".(name)", "%(name, 3)", "#(name, 3)", "$(name) x",
               "$(name)$(name)", "$body", "$Body", "{$body}", "{", "{}", "{ }", "{'a'", "{'a}", "{\"a'}",
               "{'a' +}", "{+ 'a'}", "{'a' 'b'}", "{#(badge) + 'x'}", "{x}", "{$(name)} ", "$(na-me)",
               "$(name:{a)", "$(name:a)", "...", "#1", "$5", "$(name, 1, 2)");
  INFO(text);
  const auto expression = TemplateExpression::parse(text);
  REQUIRE_FALSE(expression);
  CHECK(expression.error().code == "InvalidTemplate");
}

TEST_CASE("a property's name has at most 120 characters") {
  CHECK(TemplateExpression::parse("$(" + std::string(120, 'a') + ")"));
  CHECK_FALSE(TemplateExpression::parse("$(" + std::string(121, 'a') + ")"));
}

}  // namespace droppoint::fakes::notification_hubs
