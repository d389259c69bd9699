#include <catch2/catch.hpp>

#include "fakes/notification_hubs/templates/body_template.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

std::string rendered(std::string_view text, const Properties& properties) {
  const auto body = BodyTemplate::parse(text);
  if (!body) return "(" + body.error().message + ")";
  return body->render(properties);
}

}  // namespace

TEST_CASE("JSON strings are filled, and nothing else is touched") {
  CHECK(rendered(R"({"aps":{"alert":"$(message)","badge":"#(count)","list":["$(message)",1,true,null]},"$(k)":"x"
})",
                 {{"Message", "hi"}, {"count", "3"}}) ==
        R"({"aps":{"alert":"hi","badge":3,"list":["hi",1,true,null]},"$(k)":"x"
})");
  CHECK(rendered(R"({"a":"Hello $(message)","b":"#(count)"
})", {{"count", "three"}}) ==
        R"({"a":"Hello $(message)","b":"three"
})");
}

TEST_CASE("a value cannot break out of its place") {
  CHECK(rendered(R"({"a":"$(m)"})", {{"m", "\"},{\"b\":\"c\\\n"
}
}) == R"({"a":"\"},{\"b\":\"c\\\n"})");
CHECK(rendered("<t a=\"$(m)\">$(m)</t>", {{"m", "</t>\"&<"}}) ==
      "<t a=\"&lt;/t&gt;&quot;&amp;&lt;\">&lt;/t&gt;\"&amp;&lt;</t>");
  CHECK(rendered(R"({"a":"$(m)"
  })", {{"m", "\xFF"}}) == "{\"a\":\"\xEF\xBF\xBD\"}");
  }

  TEST_CASE("members with slashes and tildes in their names are filled too") {
  CHECK(rendered(R"({"a/b":{"~c":"$(m)"
  }
  })", {{"m", "x"}}) == R"({"a/b":{"~c":"x"}})");
  }

TEST_CASE("a number beyond all numbers stays a text") {
  CHECK(rendered(R"({"a":"#(m)"})", {{"m", "1e9999"}}) == R"({"a":"1e9999"})");
}

TEST_CASE("XML texts and attributes are filled") {
  CHECK(rendered(
            "<toast><visual lang='%(l)'><text id=\"1\">$(m)</text><text>{$(m) + '!'}</text></visual></toast>",
            {{"m", "hi"}, {"l", "a b"}}) ==
        "<toast><visual lang=\"a%20b\"><text id=\"1\">hi</text><text>hi!</text></visual></toast>");
}

TEST_CASE("a body that is no template is refused") {
  const std::string text =
      GENERATE("", "  ", "text", "[]", "7", "{\"a\":", "{'a':'b'}", R"({"a":"$(b"})", R"({"a":["{x}"]})",
               "<a>", "<a b=\"$(\"/>", "<a>$body</a>", "<!-- only -->");
  INFO(text);
  const auto body = BodyTemplate::parse(text);
  REQUIRE_FALSE(body);
  CHECK(body.error().code == "InvalidTemplate");
}

TEST_CASE("documents that are nested without end are refused") {
  std::string json = R"("x")";
  std::string xml = "x";
  for (int depth = 0; depth < 200; ++depth) {
    json = "{\"a\":" + json + "}";
    xml = "<a>" + xml + "</a>";
  }
  CHECK_FALSE(BodyTemplate::parse(json));
  CHECK_FALSE(BodyTemplate::parse(xml));
}

}  // namespace droppoint::fakes::notification_hubs
