#include "emulator/http/multipart.hpp"

#include <catch2/catch.hpp>

using namespace droppoint::http;

namespace {

constexpr std::string_view kType = "multipart/mixed; boundary=b";

std::string refusal(std::string_view body, std::string_view type = kType,
                    const MultipartLimits& limits = {}) {
  const auto parts = parse_multipart(type, body, limits);
  return parts ? "accepted" : parts.error().code;
}

std::string only_body(std::string_view body) {
  const auto parts = parse_multipart(kType, body);
  REQUIRE(parts);
  REQUIRE(parts->size() == 1);
  return parts->front().body;
}

}  // namespace

TEST_CASE("a batch of the JavaScript SDK is split into its parts") {
  // Spaces around `=`, a quoted boundary, `Content-type`, no line end behind the closing delimiter.
  const std::string body =
      "--nh-boundary-1\r\nContent-type: application/json\r\nContent-Disposition: inline; "
      "name=notification\r\n\r\n"
      "{\"aps\":{}}\r\n--nh-boundary-1\r\nContent-type: application/json\r\nContent-Disposition: inline; "
      "name=devices\r\n\r\n[\"a\",\"b\"]\r\n--nh-boundary-1--";
  const auto parts = parse_multipart("multipart/mixed; boundary = \"nh-boundary-1\"", body);
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].name() == "notification");
  CHECK((*parts)[0].headers.get("CONTENT-TYPE") == "application/json");
  CHECK((*parts)[0].body == "{\"aps\":{}}");
  CHECK((*parts)[1].name() == "devices");
  CHECK((*parts)[1].body == "[\"a\",\"b\"]");
}

TEST_CASE("lines may end with LF alone, and preamble and epilogue are skipped") {
  const auto parts =
      parse_multipart(kType, "preamble\n--bx\n--b\nA: 1\n\none\n\n--b \t\n\ntwo\n--b--\nepilogue\n--b\n");
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].body == "one\n");
  CHECK((*parts)[1].body == "two");
  CHECK((*parts)[1].headers.empty());
  CHECK(!(*parts)[1].name());
}

TEST_CASE("the line end before a delimiter belongs to it, and nothing else does") {
  CHECK(only_body("--b\r\n\r\n\r\n--b--").empty());
  CHECK(only_body("--b\r\n\r\n--b--").empty());
  CHECK(only_body("--b\n\n--b--").empty());
  CHECK(only_body("--b\r\n\r\n\r\n\r\n--b--") == "\r\n");
  CHECK(only_body("--b\r\n\r\na\r\r\n--b--") == "a\r");
  CHECK(only_body("--b\r\n\r\na\rb\n--b--") == "a\rb");
  CHECK(only_body("--b\r\n\r\n--bb\r\n --b\r\n--b-\r\n--b--x\r\n--b--") == "--bb\r\n --b\r\n--b-\r\n--b--x");
  CHECK(only_body(std::string_view("--b\r\n\r\n\0\xFF\r\n--b--", 16)) == std::string("\0\xFF", 2));
}

TEST_CASE("header lines may be folded and padded") {
  const auto parts = parse_multipart(
      kType, "--b\r\nContent-Disposition:inline;\r\n  name=\"n\"\r\n \t\r\nX : y \r\n\r\nz\r\n--b--\r\n");
  REQUIRE(parts);
  CHECK(parts->front().name() == "n");
  CHECK(parts->front().headers.get("x") == "y");
  CHECK(parts->front().headers.size() == 2);
}

TEST_CASE("a multipart body that is none is refused") {
  for (const char* body :
       {"", "x", "--b", "--b--", "--b\r\n", "--b\r\nA: 1\r\n", "--b\r\n\r\nx", "--b\r\n\r\nx\r\n--b",
        "--b\r\n\r\nx--b--", "--b\r\n--b--", "--b\r\nno colon\r\n\r\nx\r\n--b--",
        "--b\r\n: v\r\n\r\nx\r\n--b--", "--b\r\na b: v\r\n\r\nx\r\n--b--", "--c\r\n\r\nx\r\n--c--",
        "--b\r\nA: \x01\r\n\r\nx\r\n--b--", "--b\r\nA: 1\rB: 2\r\n\r\nx\r\n--b--",
        "--b\r\n folded: first\r\n\r\nx\r\n--b--"}) {
    INFO(body);
    CHECK(refusal(body) == "InvalidMultipart");
  }
}

TEST_CASE("a content type without a usable boundary is refused") {
  const std::string body = "--b\r\n\r\nx\r\n--b--";
  for (const std::string& type :
       {std::string(""), std::string("multipart/mixed"), std::string("multipart/mixed; boundary="),
        std::string("multipart/mixed; boundary=\"\""), std::string("application/json; boundary=b"),
        std::string("multipart; boundary=b"), std::string("multipart/mixed; boundary=\"b"),
        "multipart/mixed; boundary=" + std::string(129, 'b')}) {
    INFO(type);
    CHECK(refusal(body, type) == "InvalidMultipart");
  }
  CHECK(refusal(body, "MULTIPART/Related; Boundary=b") == "accepted");
}

TEST_CASE("limits hold for parts and for header bytes") {
  const std::string part = "--b\r\nAbc: 12\r\n\r\nx\r\n";
  const std::string two = part + part + "--b--";
  CHECK(refusal(two, kType, {.parts = 2, .header_bytes = 11}) == "accepted");
  CHECK(refusal(two, kType, {.parts = 1, .header_bytes = 11}) == "MultipartTooLarge");
  CHECK(refusal(two, kType, {.parts = 2, .header_bytes = 10}) == "MultipartTooLarge");
}

TEST_CASE("a built body is read back") {
  MultipartBuilder builder("simple-boundary");
  builder.add(Headers{{"Content-Type", "application/json"}, {"Content-Disposition", "inline; name=devices"}},
              "['a']");
  builder.add({}, "");
  CHECK(builder.content_type() == "multipart/mixed; boundary=\"simple-boundary\"");
  const auto parts = parse_multipart(builder.content_type(), builder.body());
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].name() == "devices");
  CHECK((*parts)[0].body == "['a']");
  CHECK((*parts)[1].body.empty());
}
