#include "emulator/net/http2_head.hpp"

#include <utility>
#include <vector>

#include <catch2/catch.hpp>

namespace droppoint::net {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// "" if the block is accepted, else why not.
std::string judge(const Fields& fields) {
  Http2Head head;
  for (const auto& [name, value] : fields) {
    if (const char* why = head.add(name, value)) return why;
  }
  const char* why = head.finish();
  return why == nullptr ? "" : why;
}

Fields usual(Fields more = {}) {
  Fields fields = {{":method", "POST"},
                   {":scheme", "https"},
                   {":path", "/3/device/ab"},
                   {":authority", "api.push.apple.com"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

TEST_CASE("a usual block becomes a request with its pseudo-headers apart") {
  Http2Head head;
  for (const auto& [name, value] :
       usual({{"apns-topic", "com.example"}, {"apns-id", "1"}, {"apns-topic", "again"}})) {
    REQUIRE(head.add(name, value) == nullptr);
  }
  REQUIRE(head.finish() == nullptr);
  CHECK(head.request().method == "POST");
  CHECK(head.request().target == "/3/device/ab");
  CHECK(head.request().authority == "api.push.apple.com");
  REQUIRE(head.request().headers.size() == 3);
  CHECK(head.request().headers[1].name == "apns-id");
  CHECK(head.request().headers[2].value == "again");
}

TEST_CASE("firebase-admin's scheme with a colon and its underscored field are let pass") {
  CHECK(judge({{":method", "POST"},
               {":scheme", "https:"},
               {":path", "/v1/projects/p/messages:send"},
               {":authority", "fcm.googleapis.com:443"},
               {"access_token_auth", "true"}}) == "");
}

TEST_CASE("a host field stands in for a missing :authority") {
  Http2Head head;
  for (const auto& [name, value] :
       Fields{{":method", "GET"}, {":scheme", "http"}, {":path", "/"}, {"host", "localhost:1"}}) {
    REQUIRE(head.add(name, value) == nullptr);
  }
  REQUIRE(head.finish() == nullptr);
  CHECK(head.request().authority == "localhost:1");
  CHECK(head.request().headers.contains("host"));
}

TEST_CASE("OPTIONS may ask about the server as a whole") {
  CHECK(judge({{":method", "OPTIONS"}, {":scheme", "https"}, {":path", "*"}, {":authority", "a"}}) == "");
  CHECK(judge({{":method", "GET"}, {":scheme", "https"}, {":path", "*"}, {":authority", "a"}}) != "");
}

TEST_CASE("malformed blocks are refused") {
  const auto [what, fields] = GENERATE(table<std::string, Fields>({
      {"no method", {{":scheme", "https"}, {":path", "/"}, {":authority", "a"}}},
      {"no scheme", {{":method", "GET"}, {":path", "/"}, {":authority", "a"}}},
      {"no path", {{":method", "GET"}, {":scheme", "https"}, {":authority", "a"}}},
      {"no authority", {{":method", "GET"}, {":scheme", "https"}, {":path", "/"}}},
      {"method twice", usual({{":method", "GET"}})},
      {"path twice", usual({{":path", "/"}})},
      {"authority twice", usual({{":authority", "b"}})},
      {"scheme twice", usual({{":scheme", "https"}})},
      {"two colons in the scheme",
       {{":method", "GET"}, {":scheme", "https::"}, {":path", "/"}, {":authority", "a"}}},
      {"only a colon", {{":method", "GET"}, {":scheme", ":"}, {":path", "/"}, {":authority", "a"}}},
      {"scheme with a digit first",
       {{":method", "GET"}, {":scheme", "1x"}, {":path", "/"}, {":authority", "a"}}},
      {"pseudo-header after a field", {{":method", "GET"}, {"a", "b"}, {":scheme", "https"}, {":path", "/"}}},
      {"empty path", {{":method", "GET"}, {":scheme", "https"}, {":path", ""}, {":authority", "a"}}},
      {"relative path", {{":method", "GET"}, {":scheme", "https"}, {":path", "a/b"}, {":authority", "a"}}},
      {"path with a space",
       {{":method", "GET"}, {":scheme", "https"}, {":path", "/a b"}, {":authority", "a"}}},
      {"method with a space",
       {{":method", "G T"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a"}}},
      {"authority with a space",
       {{":method", "GET"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a b"}}},
      {"status in a request", usual({{":status", "200"}})},
      {"unknown pseudo-header", usual({{":protocol", "websocket"}})},
      {"upper case", usual({{"Apns-Topic", "x"}})},
      {"empty name", usual({{"", "x"}})},
      {"space in a name", usual({{"a b", "x"}})},
      {"colon in a name", usual({{"a:b", "x"}})},
      {"line end in a value", usual({{"a", "x\r\ny"}})},
      {"NUL in a value", usual({{"a", std::string("x\0y", 3)}})},
      {"connection", usual({{"connection", "close"}})},
      {"keep-alive", usual({{"keep-alive", "5"}})},
      {"proxy-connection", usual({{"proxy-connection", "x"}})},
      {"transfer-encoding", usual({{"transfer-encoding", "chunked"}})},
      {"upgrade", usual({{"upgrade", "websocket"}})},
      {"te gzip", usual({{"te", "gzip"}})},
      {"host twice", usual({{"host", "a"}, {"host", "a"}})},
      {"empty host", usual({{"host", ""}})},
      {"content-length twice", usual({{"content-length", "1"}, {"content-length", "1"}})},
      {"content-length of words", usual({{"content-length", "one"}})},
      {"content-length with a sign", usual({{"content-length", "+1"}})},
      {"negative content-length", usual({{"content-length", "-1"}})},
      {"empty content-length", usual({{"content-length", ""}})},
      {"too great a content-length", usual({{"content-length", "99999999999999999999"}})},
      {"CONNECT with a path", {{":method", "CONNECT"}, {":path", "/"}, {":authority", "a:1"}}},
      {"CONNECT without authority", {{":method", "CONNECT"}}},
  }));
  INFO(what);
  CHECK(judge(fields) != "");
}

TEST_CASE("te: trailers is the one te that may be sent") {
  CHECK(judge(usual({{"te", "trailers"}})) == "");
}

TEST_CASE("the body must be as long as announced") {
  Http2Head head;
  for (const auto& [name, value] : usual({{"content-length", "4"}}))
    REQUIRE(head.add(name, value) == nullptr);
  REQUIRE(head.finish() == nullptr);
  CHECK(head.data(3) == nullptr);
  CHECK(head.end() != nullptr);
  CHECK(head.data(1) == nullptr);
  CHECK(head.end() == nullptr);
  CHECK(head.data(1) != nullptr);
}

TEST_CASE("trailers are checked and left out") {
  Http2Head head;
  for (const auto& [name, value] : usual()) REQUIRE(head.add(name, value) == nullptr);
  REQUIRE(head.finish() == nullptr);
  CHECK(head.add("checksum", "1") == nullptr);
  CHECK(head.add(":path", "/") != nullptr);
  CHECK(head.add("Upper", "1") != nullptr);
  CHECK_FALSE(head.request().headers.contains("checksum"));
}

}  // namespace
}  // namespace droppoint::net
