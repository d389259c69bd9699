#include "emulator/http/lenient_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using droppoint::http::to_strict_json;

namespace {

std::string strict(std::string_view text) {
  const auto result = to_strict_json(text);
  return result ? *result : "refused: " + result.error().message;
}

}  // namespace

TEST_CASE("the documented link command's body becomes JSON") {
  const std::string text = strict(
      "{'connectionString': "
      "'Endpoint=sb://MyNamespace.servicebus.windows.net/;SharedAccessKey=abcd=','resourceId': "
      "'/subscriptions/1/resourceGroups/g/providers/Microsoft.NotificationHubs/namespaces/n/notificationHubs/"
      "h'}");
  const auto json = nlohmann::json::parse(text, nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["connectionString"] ==
        "Endpoint=sb://MyNamespace.servicebus.windows.net/;SharedAccessKey=abcd=");
  CHECK(json["resourceId"].get<std::string>().find("notificationHubs/h") != std::string::npos);
}

TEST_CASE("strict JSON comes back byte for byte") {
  for (const std::string_view text :
       {"{}", "[]", "0", "-0.5e+10", "true", "null", "\"\"", " { \"a\" : [ 1 , \"b\" , { } , false ] }\r\n\t",
        R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00 é €")", "\"\x7F\"", "[[],[[]],{\"\":{}}]", "1E5", "10.25"}) {
    CAPTURE(text);
    CHECK(strict(text) == text);
  }
}

TEST_CASE("what Azure's front end forgives is rewritten") {
  CHECK(strict("{'a':'b'}") == R"({"a":"b"})");
  CHECK(strict("{a:1,_b:2,$c:3,d-e9:4}") == R"({"a":1,"_b":2,"$c":3,"d-e9":4})");
  CHECK(strict("{'a':1,}") == R"({"a":1})");
  CHECK(strict("[1,2 , ]") == R"([1,2  ])");
  CHECK(strict("{'say': 'it\\'s \"so\"', \"and\": \"it's\\'\"}") ==
        R"({"say": "it's \"so\"", "and": "it's'"})");
  CHECK(strict("\xEF\xBB\xBF{}") == "{}");
  CHECK(strict("{true:null, null:true}") == R"({"true":null, "null":true})");
}

TEST_CASE("what it does not forgive is refused with its place") {
  const std::pair<std::string, std::string> examples[] = {
      {"", "the JSON text is empty (line 1, column 1)"},
      {" \n ", "the JSON text is empty (line 2, column 2)"},
      {"{", "the JSON text ends too early (line 1, column 2)"},
      {"{'a", "the JSON text ends too early (line 1, column 4)"},
      {"{'a'", "the JSON text ends too early (line 1, column 5)"},
      {"{'a':", "the JSON text ends too early (line 1, column 6)"},
      {"{'a':1", "the JSON text ends too early (line 1, column 7)"},
      {"'a\\", "this escape is not known (line 1, column 3)"},
      {"{'a' 1}", "a colon is expected here (line 1, column 6)"},
      {"{'a':b}", "a value is expected here (line 1, column 6)"},
      {"{'a':True}", "a value is expected here (line 1, column 6)"},
      {"nulls", "a value is expected here (line 1, column 1)"},
      {"{,}", "a member's name is expected here (line 1, column 2)"},
      {"{'a':1,,}", "a member's name is expected here (line 1, column 8)"},
      {"{9a:1}", "a member's name is expected here (line 1, column 2)"},
      {"[,]", "a value is expected here (line 1, column 2)"},
      {"[1 2]", "a comma or ] is expected here (line 1, column 4)"},
      {"{'a':1\n 'b':2}", "a comma or } is expected here (line 2, column 2)"},
      {"[1}", "a comma or ] is expected here (line 1, column 3)"},
      {"{} {}", "something follows the end of the JSON value (line 1, column 4)"},
      {"{'é': 'x\ty'}", "a string cannot hold a raw control character (line 1, column 9)"},
      {"'a\nb'", "a string cannot hold a raw control character (line 1, column 3)"},
      {"'\\x'", "this escape is not known (line 1, column 2)"},
      {"'\\u12g4'", "\\u needs four hexadecimal digits (line 1, column 2)"},
      {"'\\ud800'", "half of a surrogate pair (line 1, column 2)"},
      {"'\\udc00\\ud800'", "half of a surrogate pair (line 1, column 2)"},
      {"'\\ud800\\u0041'", "half of a surrogate pair (line 1, column 2)"},
      {"'\xC0\xAF'", "the text is not valid UTF-8 (line 1, column 2)"},
      {"'\xED\xA0\x80'", "the text is not valid UTF-8 (line 1, column 2)"},
      {"'\xF5\x80\x80\x80'", "the text is not valid UTF-8 (line 1, column 2)"},
      {"'\xE2\x82'", "the text is not valid UTF-8 (line 1, column 2)"},
      {"01", "a number cannot begin with 0 and another digit (line 1, column 2)"},
      {"-", "the JSON text ends too early (line 1, column 2)"},
      {"-x", "a digit is expected here (line 1, column 2)"},
      {"1.x", "a digit is expected here (line 1, column 3)"},
      {"1ex", "a digit is expected here (line 1, column 3)"},
      {".5", "a value is expected here (line 1, column 1)"},
      {"<html>", "a value is expected here (line 1, column 1)"},
      {"// comment", "a value is expected here (line 1, column 1)"},
      {std::string("\0", 1), "a value is expected here (line 1, column 1)"},
      {std::string("'a\0b'", 5), "a string cannot hold a raw control character (line 1, column 3)"},
      {std::string(65, '['), "the nesting is deeper than 64 levels (line 1, column 65)"},
      {std::string(1'000'000, '['), "the nesting is deeper than 64 levels (line 1, column 65)"}};
  for (const auto& [text, message] : examples) {
    CAPTURE(text.substr(0, 100));
    const auto result = to_strict_json(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "InvalidJson");
    CHECK(result.error().message == message);
  }
}

TEST_CASE("a large body is rewritten whole") {
  std::string text = "{'value':'" + std::string(4'000'000, 'x') + "','list':[";
  for (int index = 0; index < 10'000; ++index) text += "1,";
  text += "]}";
  const auto json = nlohmann::json::parse(strict(text), nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["value"].get_ref<const std::string&>().size() == 4'000'000);
  CHECK(json["list"].size() == 10'000);
}
