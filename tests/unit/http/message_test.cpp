#include "emulator/http/message.hpp"

#include <catch2/catch.hpp>

#include "emulator/http/response.hpp"
#include "emulator/http/text.hpp"

using namespace droppoint::http;

TEST_CASE("headers keep order, case and repetition, and are found ignoring case") {
  Headers headers{{"X-One", "1"}, {"x-two", "2"}, {"X-ONE", "3"}};
  CHECK(headers.get("x-one") == "1");
  CHECK(headers.all("X-one") == std::vector<std::string_view>{"1", "3"});
  CHECK(headers.count("x-One") == 2);
  CHECK(headers[2].name == "X-ONE");
  CHECK(!headers.get("X-On"));
  CHECK(!headers.contains("X-One "));
}

TEST_CASE("setting a header replaces all of its name at the place of the first") {
  Headers headers{{"a", "1"}, {"B", "2"}, {"A", "3"}, {"c", "4"}};
  headers.set("A", "9");
  CHECK(headers == Headers{{"A", "9"}, {"B", "2"}, {"c", "4"}});
  headers.set("d", "");
  CHECK(headers.get("d") == "");
  CHECK(headers.remove("b") == 1);
  CHECK(headers.remove("b") == 0);
  CHECK(headers == Headers{{"A", "9"}, {"c", "4"}, {"d", ""}});
}

TEST_CASE("headers differ by order, by the case of a name and by value") {
  CHECK_FALSE(Headers{{"a", "1"}, {"b", "2"}} == Headers{{"b", "2"}, {"a", "1"}});
  CHECK_FALSE(Headers{{"a", "1"}} == Headers{{"A", "1"}});
  CHECK_FALSE(Headers{{"ab", "c"}} == Headers{{"a", "bc"}});
}

TEST_CASE("responses carry a content type and nothing else") {
  const Response json = json_response(201, "{}");
  CHECK(json.status == 201);
  CHECK(json.headers == Headers{{"Content-Type", "application/json; charset=utf-8"}});
  CHECK(bytes_of(json.body) == "{}");
  CHECK(json_response(400, "{}", "application/json").headers.get("content-type") == "application/json");
  const Response text = text_response(404, "text/plain", "");
  CHECK(text.body == nullptr);
  CHECK(text.headers.size() == 1);
  const Response empty = empty_response(204);
  CHECK(empty.status == 204);
  CHECK(empty.headers.empty());
  CHECK(empty.body == nullptr);
}

TEST_CASE("known statuses have a phrase and others none") {
  CHECK(reason_phrase(404) == "Not Found");
  CHECK(reason_phrase(799).empty());
}

TEST_CASE("text is escaped for XML and HTML") {
  CHECK(escape_xml("<a href=\"x\">Tom & 'Jerry'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt;");
  CHECK(escape_xml("\xC3\xA9\t\r\n") == "\xC3\xA9\t\r\n");
  CHECK(escape_xml(std::string_view("\0\x1B", 2)) == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(escape_xml("&amp;") == "&amp;amp;");
}

TEST_CASE("tokens, field values and trimming follow RFC 9110") {
  CHECK(is_token("X-Ms_Date!"));
  CHECK_FALSE(is_token(""));
  CHECK_FALSE(is_token("a b"));
  CHECK_FALSE(is_token("a:"));
  CHECK_FALSE(is_token("\xC3\xA9"));
  CHECK(is_field_value("a\tb \xC3\xA9"));
  CHECK_FALSE(is_field_value("a\r\nb"));
  CHECK_FALSE(is_field_value("\x7F"));
  CHECK(trim(" \ta b\t ") == "a b");
  CHECK(trim(" \t").empty());
  CHECK(trim("\n") == "\n");
}
