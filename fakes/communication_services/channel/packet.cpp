#include "fakes/communication_services/channel/packet.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "emulator/http/text.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

constexpr std::string_view kMark = "\xEF\xBF\xBD";

tl::unexpected<Error> invalid_packet(std::string message) {
  return fail("InvalidPacket", std::move(message));
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

// Up to the next colon, which goes too; nothing if there is none.
std::optional<std::string_view> take_piece(std::string_view& rest) {
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view piece = rest.substr(0, colon);
  rest.remove_prefix(colon + 1);
  return piece;
}

// JavaScript counts a text's length in UTF-16 units: two for a character of four bytes.
std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    const bool begins = (value & 0xC0U) != 0x80U;
    units += (begins ? 1 : 0) + (value >= 0xF0 ? 1 : 0);
  }
  return units;
}

// How many bytes at the front have that many units, or nothing if there are fewer.
std::optional<std::size_t> bytes_of_units(std::string_view text, std::size_t units) {
  std::size_t at = 0;
  while (units > 0 && at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::size_t counted = bytes == 4 ? 2 : 1;
    if (counted > units) return std::nullopt;
    units -= counted;
    at += bytes;
  }
  if (units > 0 || at > text.size()) return std::nullopt;
  return at;
}

}  // namespace

Result<Packet> parse_packet(std::string_view text) {
  std::string_view rest = text;
  const auto type = take_piece(rest);
  if (!type || type->size() != 1 || !all_digits(*type) || *type > "8") {
    return invalid_packet("A packet begins with a type from 0 to 8 and a colon.");
  }
  auto id = take_piece(rest);
  if (!id) return invalid_packet("A packet has two colons at least.");
  Packet packet;
  packet.type = static_cast<PacketType>(type->front() - '0');
  packet.wants_data = id->ends_with('+');
  if (packet.wants_data) id->remove_suffix(1);
  if (!all_digits(*id)) return invalid_packet("A packet's id is a number.");
  packet.id = *id;
  const std::size_t colon = rest.find(':');
  packet.endpoint = rest.substr(0, colon);
  if (colon != std::string_view::npos) packet.data = rest.substr(colon + 1);
  return packet;
}

std::string to_text(const Packet& packet) {
  std::string text(1, static_cast<char>('0' + static_cast<int>(packet.type)));
  text.append(":").append(packet.id).append(packet.wants_data ? "+:" : ":").append(packet.endpoint);
  if (!packet.data.empty()) text.append(":").append(packet.data);
  return text;
}

Result<std::vector<Packet>> parse_payload(std::string_view text) {
  if (!http::is_utf8(text)) return invalid_packet("The packets are not UTF-8.");
  std::vector<Packet> packets;
  const auto add = [&packets](std::string_view one) -> Result<void> {
    auto packet = parse_packet(one);
    if (!packet) return tl::unexpected(packet.error());
    packets.push_back(std::move(*packet));
    return {};
  };
  if (!text.starts_with(kMark)) {
    if (auto added = add(text); !added) return tl::unexpected(added.error());
    return packets;
  }
  while (!text.empty()) {
    if (!text.starts_with(kMark)) return invalid_packet("A packet of several has its length before it.");
    text.remove_prefix(kMark.size());
    const std::size_t end = text.find(kMark);
    std::size_t units = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + std::min(end, text.size()), units);
    if (end == std::string_view::npos || end == 0 || error != std::errc() || last != text.data() + end) {
      return invalid_packet("A packet's length is a number between two marks.");
    }
    text.remove_prefix(end + kMark.size());
    const auto bytes = bytes_of_units(text, units);
    if (!bytes) return invalid_packet("A packet is shorter than its length says.");
    if (auto added = add(text.substr(0, *bytes)); !added) return tl::unexpected(added.error());
    text.remove_prefix(*bytes);
  }
  return packets;
}

std::string to_payload(const std::vector<std::string>& packets) {
  if (packets.size() == 1) return packets.front();
  std::string payload;
  for (const std::string& packet : packets) {
    payload.append(kMark).append(std::to_string(utf16_units(packet))).append(kMark).append(packet);
  }
  return payload;
}

std::string event_packet(std::string_view id, std::string_view name, std::string_view argument) {
  nlohmann::ordered_json event;
  event["name"] = name;
  // Braces around one value mean an array to g++ and a copy to clang.
  if (!argument.empty()) event["args"].push_back(nlohmann::ordered_json::parse(argument, nullptr, false));
  return to_text(
      {.type = PacketType::event, .id = std::string(id), .endpoint = {}, .data = to_json_text(event)});
}

std::optional<std::string> ack_packet(const Packet& packet, std::string_view data) {
  if (packet.id.empty()) return std::nullopt;
  std::string acknowledged = packet.id;
  if (packet.wants_data) acknowledged.append("+").append(data);
  return to_text({.type = PacketType::ack, .data = std::move(acknowledged)});
}

}  // namespace droppoint::fakes::communication_services::channel
