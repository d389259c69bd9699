#include "fakes/control/http2_fault_json.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "fakes/control/fault_json.hpp"

using namespace droppoint;
using Json = nlohmann::ordered_json;

namespace {

struct ReadFault {
  wire::Fault fault;
  std::vector<config::Mistake> mistakes;
};

ReadFault read(const std::string& http2) {
  ReadFault result;
  result.fault =
      control::read_fault(Json::parse(R"({"to":"apns","http2":)" + http2 + "}"), "", result.mistakes);
  return result;
}

}  // namespace

TEST_CASE("each HTTP/2 effect is read, and written as it is read") {
  const auto [given, written] = GENERATE(table<std::string, std::string>({
      {R"({"goaway":{}})", R"({"goaway":{"error":"NO_ERROR","last_stream":"previous"}})"},
      {R"({"goaway":{"reason":"Shutdown","last_stream":"this"}})",
       R"({"goaway":{"reason":"Shutdown","error":"NO_ERROR","last_stream":"this"}})"},
      {R"({"goaway":{"error":"ENHANCE_YOUR_CALM","last_stream":0}})",
       R"({"goaway":{"error":"ENHANCE_YOUR_CALM","last_stream":0}})"},
      {R"({"goaway":{"last_stream":2147483647}})",
       R"({"goaway":{"error":"NO_ERROR","last_stream":2147483647}})"},
      {R"({"rst_stream":{"error":"REFUSED_STREAM"}})", R"({"rst_stream":{"error":"REFUSED_STREAM"}})"},
      {R"({"settings":{"max_concurrent_streams":1}})", R"({"settings":{"max_concurrent_streams":1}})"},
      {R"({"settings":{"max_concurrent_streams":0}})", R"({"settings":{"max_concurrent_streams":0}})"},
      {R"({"window":"stall"})", R"({"window":"stall"})"},
      {R"({"ping":"ignore"})", R"({"ping":"ignore"})"},
      {R"({"close":"idle"})", R"({"close":"idle"})"},
  }));
  CAPTURE(given);
  const ReadFault result = read(given);
  REQUIRE(result.mistakes.empty());
  const Json json = control::to_json(result.fault);
  CHECK(json["http2"].dump() == written);
  // What is written is what is read: the C++ API and a replay pass through it.
  const ReadFault again = read(json["http2"].dump());
  CHECK(again.mistakes.empty());
  CHECK(control::to_json(again.fault) == json);
}

TEST_CASE("a wrong HTTP/2 effect is refused with one clear message at its place") {
  const auto [given, pointer, message,
              hint] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"{}", "/http2", "http2 needs exactly one of goaway, rst_stream, settings, window, ping, close", ""},
      {R"({"ping":"ignore","close":"idle"})", "/http2",
       "http2 needs exactly one of goaway, rst_stream, settings, window, ping, close", ""},
      {R"({"go_away":{}})", "/http2/go_away", "http2 has no 'go_away'", "did you mean 'goaway'?"},
      {R"({"goaway":{"reasons":"x"}})", "/http2/goaway/reasons", "goaway has no 'reasons'",
       "did you mean 'reason'?"},
      {R"({"goaway":{"last_stream":2}})", "/http2/goaway/last_stream",
       "'last_stream' must be previous, this, 0 or an odd number, not 2",
       "previous: the request is not worked on; this: it is the last that is answered"},
      {R"({"goaway":{"last_stream":-1}})", "/http2/goaway/last_stream",
       "'last_stream' must be previous, this, 0 or an odd number, not -1",
       "previous: the request is not worked on; this: it is the last that is answered"},
      {R"({"goaway":{"last_stream":2147483649}})", "/http2/goaway/last_stream",
       "'last_stream' must be previous, this, 0 or an odd number, not 2147483649",
       "previous: the request is not worked on; this: it is the last that is answered"},
      {R"({"goaway":{"error":"REFUSED"}})", "/http2/goaway/error", "'REFUSED' is no error code of HTTP/2",
       ""},
      {R"({"rst_stream":{}})", "/http2/rst_stream", "rst_stream needs 'error'", "such as REFUSED_STREAM"},
      {R"({"rst_stream":{"error":"REFUSED_STREM"}})", "/http2/rst_stream/error",
       "'REFUSED_STREM' is no error code of HTTP/2", "did you mean 'REFUSED_STREAM'?"},
      {R"({"settings":{}})", "/http2/settings", "settings needs 'max_concurrent_streams'", ""},
      {R"({"settings":{"max_concurrent_streams":-1}})", "/http2/settings/max_concurrent_streams",
       "'max_concurrent_streams' must be a whole number from 0 to 2147483647, not -1", ""},
  }));
  CAPTURE(given);
  const ReadFault result = read(given);
  REQUIRE(result.mistakes.size() == 1);
  CHECK(result.mistakes.front().pointer == pointer);
  CHECK(result.mistakes.front().message == message);
  if (!hint.empty()) CHECK(result.mistakes.front().hint == hint);
}

TEST_CASE("words of other kinds, and a reason that fills no frame, are refused") {
  CHECK(read(R"({"window":"open"})").mistakes.size() == 1);
  CHECK(read(R"({"ping":true})").mistakes.size() == 1);
  CHECK(read(R"({"close":"now"})").mistakes.size() == 1);
  CHECK(read(R"({"goaway":true})").mistakes.size() == 1);
  CHECK(read("true").mistakes.size() == 1);
  CHECK(read(R"({"goaway":{"reason":")" + std::string(1000, 'x') + R"("}})").mistakes.empty());
  CHECK(read(R"({"goaway":{"reason":")" + std::string(1001, 'x') + R"("}})").mistakes.size() == 1);
}
