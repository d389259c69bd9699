#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"

// Packets of Socket.IO 0.9 (protocol 1), `type:id[+]:endpoint[:data]`, as its specification has them
// (https://github.com/socketio/socket.io-spec/blob/0.9.x/README.md).

namespace droppoint::fakes::communication_services::channel {

enum class PacketType { disconnect, connect, heartbeat, message, json, event, ack, error, noop };

struct Packet {
  PacketType type = PacketType::noop;
  // Empty, or a number in decimal: the sender wants an acknowledgement.
  std::string id = {};
  // `+` behind the id: the acknowledgement is to carry data.
  bool wants_data = false;
  std::string endpoint = {};
  std::string data = {};

  friend bool operator==(const Packet&, const Packet&) = default;
};

// Fails with "InvalidPacket".
Result<Packet> parse_packet(std::string_view text);
std::string to_text(const Packet& packet);

// One HTTP body of xhr-polling: a single packet as it is, several each with U+FFFD, its length in UTF-16
// units and U+FFFD before it.
Result<std::vector<Packet>> parse_payload(std::string_view text);
std::string to_payload(const std::vector<std::string>& packets);

// `5:{id}::{"name":…,"args":[…]}`. `argument` is JSON; empty: there are none.
std::string event_packet(std::string_view id, std::string_view name, std::string_view argument);
// The acknowledgement that `packet` wants, with `data` (a JSON array) if it wants that; nothing if it wants
// none.
std::optional<std::string> ack_packet(const Packet& packet, std::string_view data);

}  // namespace droppoint::fakes::communication_services::channel
