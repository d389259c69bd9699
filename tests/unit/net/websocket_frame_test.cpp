#include <catch2/catch.hpp>

#include "emulator/net/websocket_frame.hpp"
#include "tests/unit/net/websocket_client.hpp"

namespace droppoint::net {
namespace {

using namespace websocket_close;

std::vector<WebSocketEvent> read_all(WebSocketReader& reader, std::string_view bytes) {
  reader.put(bytes);
  std::vector<WebSocketEvent> events;
  while (auto event = reader.next()) events.push_back(std::move(*event));
  return events;
}

TEST_CASE("a message is read whole, byte by byte, in fragments and with each length's form") {
  const std::size_t size = GENERATE(0, 1, 125, 126, 65535, 65536);
  const std::string payload(size, 'x');
  WebSocketReader reader(100'000);
  std::vector<WebSocketEvent> events;
  SECTION("in one frame") {
    events = read_all(reader, client_frame(0x82, payload));
  }
  SECTION("byte by byte") {
    for (const char byte : client_frame(0x82, payload)) {
      CHECK(events.empty());
      events = read_all(reader, std::string_view(&byte, 1));
    }
  }
  SECTION("in fragments, the last of them empty, with a ping between") {
    const std::size_t half = size / 2;
    CHECK(read_all(reader, client_frame(0x02, payload.substr(0, half))).empty());
    CHECK_FALSE(reader.between());
    const auto ping = read_all(reader, client_frame(0x89, "are you there"));
    REQUIRE(ping.size() == 1);
    CHECK(std::get<WebSocketPing>(ping.front()).payload == "are you there");
    CHECK(read_all(reader, client_frame(0x00, payload.substr(half))).empty());
    events = read_all(reader, client_frame(0x80, ""));
  }
  REQUIRE(events.size() == 1);
  const auto& message = std::get<WebSocketMessage>(events.front());
  CHECK_FALSE(message.text);
  CHECK(message.payload == payload);
  CHECK(reader.between());
  CHECK_FALSE(reader.violation());
}

TEST_CASE("what comes together is read in order, and nothing after a close") {
  WebSocketReader reader(100);
  const auto events =
      read_all(reader, client_text("one") + client_text("h\xc3\xa9") + client_frame(0x8A, "") +
                           client_close(1000, "bye") + client_text("late"));
  REQUIRE(events.size() == 4);
  CHECK(std::get<WebSocketMessage>(events[0]).payload == "one");
  CHECK(std::get<WebSocketMessage>(events[1]).text);
  CHECK(std::holds_alternative<WebSocketPong>(events[2]));
  CHECK(std::get<WebSocketClose>(events[3]).code == kNormal);
  CHECK(std::get<WebSocketClose>(events[3]).reason == "bye");
  CHECK_FALSE(reader.violation());
}

TEST_CASE("a close without a code has none") {
  WebSocketReader reader(100);
  const auto events = read_all(reader, client_frame(0x88, ""));
  REQUIRE(events.size() == 1);
  CHECK(std::get<WebSocketClose>(events.front()).code == kNoCode);
}

TEST_CASE("a violation ends the reading with its code") {
  const auto [name, bytes, code] = GENERATE(table<std::string, std::string, std::uint16_t>({
      {"not masked", server_frame(0x81, "hi"), kProtocolError},
      {"an extension's bit", client_frame(0xC1, "hi"), kProtocolError},
      {"an unknown data opcode", client_frame(0x83, "hi"), kProtocolError},
      {"an unknown control opcode", client_frame(0x8B, "hi"), kProtocolError},
      {"a continuation of nothing", client_frame(0x80, "hi"), kProtocolError},
      {"a message inside a message", client_frame(0x01, "a") + client_frame(0x81, "b"), kProtocolError},
      {"a fragmented ping", client_frame(0x09, "hi"), kProtocolError},
      {"a long ping", client_frame(0x89, std::string(126, 'x')), kProtocolError},
      {"half a close code", client_frame(0x88, "x"), kProtocolError},
      {"a close code that is never sent", client_close(1006), kProtocolError},
      {"a close code of nobody", client_close(2999), kProtocolError},
      {"a close reason that is no text", client_close(1000, "\xff"), kNotText},
      {"a text that is none", client_text("\xed\xa0\x80"), kNotText},
      {"a text that is cut", client_frame(0x01, "h\xc3") + client_frame(0x80, ""), kNotText},
      {"a length not in its shortest form", std::string("\x81\xfe\x00\x02\0\0\0\0hi", 10), kProtocolError},
      {"a message that is too large", client_text(std::string(101, 'x')), kTooBig},
      {"fragments that are too large",
       client_frame(0x01, std::string(60, 'x')) + client_frame(0x00, std::string(41, 'x')), kTooBig},
      // Its payload is never waited for.
      {"a length beyond all bounds", std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10), kTooBig},
  }));
  INFO(name);
  WebSocketReader reader(100);
  CHECK(read_all(reader, bytes).empty());
  REQUIRE(reader.violation());
  CHECK(reader.violation()->code == code);
  CHECK_FALSE(reader.violation()->why.empty());
  CHECK(read_all(reader, client_text("late")).empty());
}

TEST_CASE("a text whose character is divided between frames is a text") {
  WebSocketReader reader(100);
  const auto events = read_all(reader, client_frame(0x01, "h\xc3") + client_frame(0x80, "\xa9"));
  REQUIRE(events.size() == 1);
  CHECK(std::get<WebSocketMessage>(events.front()).payload == "h\xc3\xa9");
}

TEST_CASE("frames are written in their shortest form") {
  std::string out;
  append_websocket_message(out, true, "hi");
  CHECK(out == server_frame(0x81, "hi"));
  out.clear();
  append_websocket_message(out, false, std::string(65535, 'x'));
  CHECK(out == server_frame(0x82, std::string(65535, 'x')));
  out.clear();
  append_websocket_message(out, true, std::string(65536, 'x'));
  CHECK(out.substr(0, 10) == std::string("\x81\x7f\0\0\0\0\0\x01\0\0", 10));
  CHECK(out.size() == 10 + 65536);
  out.clear();
  append_websocket_ping(out);
  append_websocket_pong(out, "x");
  append_websocket_close(out, kGoingAway, "done");
  append_websocket_close(out, kNoCode, "left out");
  CHECK(out == server_frame(0x89, "") + server_frame(0x8A, "x") + server_close(1001, "done") +
                   server_frame(0x88, ""));
  out.clear();
  append_websocket_close(out, kNormal, std::string(200, 'x'));
  CHECK(out == server_close(1000, std::string(123, 'x')));
}

}  // namespace
}  // namespace droppoint::net
