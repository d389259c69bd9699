#include <catch2/catch.hpp>

#include "fakes/communication_services/channel/packet.hpp"

namespace {

namespace channel = droppoint::fakes::communication_services::channel;
using channel::Packet;
using channel::PacketType;

TEST_CASE("packets are read and written in the form of Socket.IO 0.9") {
  const auto [text, packet] = GENERATE(table<std::string, Packet>({
      {"0::", {.type = PacketType::disconnect}},
      {"0:::dup", {.type = PacketType::disconnect, .data = "dup"}},
      {"1::", {.type = PacketType::connect}},
      {"1::/test?a=b", {.type = PacketType::connect, .endpoint = "/test?a=b"}},
      {"2::", {.type = PacketType::heartbeat}},
      {R"(3:::{"id":7,"url":"/a:b"})", {.type = PacketType::message, .data = R"({"id":7,"url":"/a:b"})"}},
      {"4:1::[]", {.type = PacketType::json, .id = "1", .data = "[]"}},
      {R"(5:12+::{"name":"ping"})",
       {.type = PacketType::event, .id = "12", .wants_data = true, .data = R"({"name":"ping"})"}},
      {R"(6:::12+["pong"])", {.type = PacketType::ack, .data = R"(12+["pong"])"}},
      {"7:::1+0", {.type = PacketType::error, .data = "1+0"}},
      {"8::", {.type = PacketType::noop}},
  }));
  INFO(text);
  const auto read = channel::parse_packet(text);
  REQUIRE(read);
  CHECK(*read == packet);
  CHECK(channel::to_text(packet) == text);
}

TEST_CASE("what is no packet is refused") {
  const std::string text = GENERATE("", ":", "9::", "x::", "12::", "3", "3:", "3:a:", "3:+1:", "::");
  INFO(text);
  const auto read = channel::parse_packet(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "InvalidPacket");
}

TEST_CASE("a body of polling holds one packet, or several with their lengths") {
  const std::string mark = "\xEF\xBF\xBD";
  CHECK(channel::to_payload({"1::"}) == "1::");
  // Lengths count UTF-16 units: the telephone is two.
  const std::vector<std::string> packets{"1::", "3:::\xF0\x9F\x93\xB1", "3:::h\xC3\xA9"};
  const std::string payload = channel::to_payload(packets);
  CHECK(payload == mark + "3" + mark + "1::" + mark + "6" + mark + "3:::\xF0\x9F\x93\xB1" + mark + "6" +
                       mark + "3:::h\xC3\xA9");
  const auto read = channel::parse_payload(payload);
  REQUIRE(read);
  REQUIRE(read->size() == 3);
  CHECK((*read)[1].data == "\xF0\x9F\x93\xB1");
  CHECK((*read)[2].data == "h\xC3\xA9");
  const auto one = channel::parse_payload("2::");
  REQUIRE(one);
  CHECK(one->front().type == PacketType::heartbeat);
  for (const std::string& wrong :
       {mark, mark + "3", mark + "3" + mark, mark + "x" + mark + "1::", mark + "9" + mark + "1::",
        mark + "3" + mark + "1::rest", mark + "5" + mark + "3:::\xF0\x9F\x93\xB1", std::string("nothing"),
        std::string("3:::\xF0\x9F\x93:")}) {
    INFO(wrong);
    CHECK_FALSE(channel::parse_payload(wrong));
  }
}

TEST_CASE("an event is acknowledged as it asks to be") {
  CHECK(channel::event_packet("1", "trouter.connected", R"({"ttl":3})") ==
        R"(5:1::{"name":"trouter.connected","args":[{"ttl":3}]})");
  CHECK(channel::event_packet("", "bye", "") == R"(5:::{"name":"bye"})");
  const auto with = [](const char* text) { return *channel::parse_packet(text); };
  CHECK(channel::ack_packet(with("5:3+::{}"), "[]") == "6:::3+[]");
  CHECK(channel::ack_packet(with("5:3::{}"), "[]") == "6:::3");
  CHECK_FALSE(channel::ack_packet(with("5:::{}"), "[]"));
}

}  // namespace
