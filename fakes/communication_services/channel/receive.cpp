#include "fakes/communication_services/channel/receive.hpp"

#include <string>
#include <utility>

#include "fakes/communication_services/channel/deliver.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/json_members.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

// Which events there are is known from the client alone; all but the ping are acknowledged without data
// (observed of user.activity, inferred of others).
void take_event(DataPlane& plane, Connection& connection, const Packet& packet, wire::TraceId trace) {
  const auto event = nlohmann::json::parse(packet.data, nullptr, false);
  const std::string name = event.is_object() ? text_member(event, "name").value_or("") : std::string();
  if (name == "trouter.processed_message_loss") connection.lost.clear();
  auto acknowledgement = ack_packet(packet, name == "ping" ? R"(["pong"])" : "[]");
  if (acknowledgement) send_packet(plane, connection, std::move(*acknowledgement), trace);
}

}  // namespace

void receive(DataPlane& plane, std::string_view session_id, const Packet& packet, wire::TraceId trace) {
  Connection* connection = plane.connections.find_by_session(session_id);
  if (connection == nullptr || !connection->is_open()) return;
  heard(plane, *connection);
  switch (packet.type) {
    case PacketType::disconnect:
      end_session(plane, *connection, {});
      return;
    case PacketType::connect:
      // A namespace of Socket.IO, which the channel has no use for.
      send_packet(plane, *connection, to_text(packet), trace);
      return;
    case PacketType::message:
    case PacketType::json:
      acknowledge(plane, *connection, packet.data);
      return;
    case PacketType::event:
      take_event(plane, *connection, packet, trace);
      return;
    case PacketType::heartbeat:
    case PacketType::ack:
    case PacketType::error:
    case PacketType::noop:
      return;
  }
}

}  // namespace droppoint::fakes::communication_services::channel
