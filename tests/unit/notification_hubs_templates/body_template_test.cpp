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
  CHECK(
      rendered(
          R"j({"aps":{"alert":"$(message)","badge":"#(count)","l":["$(message)",1,true,null]},"$(k)":"x"})j",
          {{"Message", "hi"}, {"count", "3"}}) ==
      R"j({"aps":{"alert":"hi","badge":3,"l":["hi",1,true,null]},"$(k)":"x"})j");
  CHECK(rendered(R"j({"a":"Hello $(message)","b":"#(count)"})j", {{"count", "three"}}) ==
        R"j({"a":"Hello $(message)","b":"three"})j");
}

TEST_CASE("a value cannot break out of its place") {
  CHECK(rendered(R"j({"a":"$(m)"})j", {{"m", R"j("},{"b":"c\)j"}}) == R"j({"a":"\"},{\"b\":\"c\\"})j");
  CHECK(rendered(R"j(<t a="$(m)">$(m)</t>)j", {{"m", R"j(</t>"&<)j"}}) ==
        R"j(<t a="&lt;/t>&quot;&amp;&lt;">&lt;/t&gt;"&amp;&lt;</t>)j");
  CHECK(rendered(R"j({"a":"$(m)"})j", {{"m", "\xFF"}}) == "{\"a\":\"\xEF\xBF\xBD\"}");
}

TEST_CASE("members with slashes and tildes in their names are filled too") {
  CHECK(rendered(R"j({"a/b":{"~c":"$(m)"}})j", {{"m", "x"}}) == R"j({"a/b":{"~c":"x"}})j");
}

TEST_CASE("a number beyond all numbers stays a text") {
  CHECK(rendered(R"j({"a":"#(m)"})j", {{"m", "1e9999"}}) == R"j({"a":"1e9999"})j");
}

TEST_CASE("XML texts and attributes are filled") {
  CHECK(rendered(
            "<toast><visual lang='%(l)'><text id=\"1\">$(m)</text><text>{$(m) + '!'}</text></visual></toast>",
            {{"m", "hi"}, {"l", "a b"}}) ==
        "<toast><visual lang=\"a%20b\"><text id=\"1\">hi</text><text>hi!</text></visual></toast>");
}

TEST_CASE("a body that is no template is refused") {
  const std::string text =
      GENERATE("", "  ", "text", "[]", "7", "{\"a\":", "{'a':'b'}", "{\"a\":\"$(b\"}", "{\"a\":[\"{x}\"]}",
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
