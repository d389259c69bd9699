#include "fakes/communication_services/channel/deliver.hpp"

#include <algorithm>
#include <utility>

#include "fakes/causes.hpp"
#include "fakes/communication_services/channel/packet.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::channel {
namespace {

auto find_message(Connection& connection, std::uint64_t id) {
  return std::find_if(connection.messages.begin(), connection.messages.end(),
                      [id](const Message& message) { return message.id == id; });
}

void settle_message(DataPlane& plane, const Message& message, wire::Verdict verdict) {
  if (message.notification) plane.wire.ledger().settle(message.notification, std::move(verdict));
}

// The frame that stands for an HTTP request to the client.
std::string request_frame(DataPlane& plane, const Connection& connection, const Message& message) {
  const nlohmann::ordered_json routing{{"id", plane.connections.next_hex(32)}, {"src", "droppoint"}};
  nlohmann::ordered_json frame;
  frame["id"] = message.id;
  frame["method"] = "POST";
  frame["url"] = "/v4/f/" + connection.id + '/' + message.event;
  frame["headers"]["MS-CV"] = plane.connections.next_hex(22) + ".0";
  frame["headers"]["trouter-request"] = to_json_text(routing);
  frame["headers"]["Content-Type"] = "application/json; charset=utf-8";
  frame["body"] = message.body;
  return to_json_text(frame);
}

// Whoever says nothing to a message for so long has gone.
void give_up(DataPlane& plane, std::string_view connection_id, std::uint64_t message_id) {
  Connection* connection = plane.connections.find(connection_id);
  if (connection == nullptr) return;
  const auto message = find_message(*connection, message_id);
  const bool waits = message != connection->messages.end() && !message->sent_by.empty();
  if (waits) end_session(plane, *connection, {});
}

void send_message_frame(DataPlane& plane, Connection& connection, Message& message) {
  message.sent_by = connection.session->id;
  message.unacknowledged = plane.wire.scheduler().at(
      sim::saturated_sum(plane.now(), plane.options.channel_timeout), sim::Weight::work,
      [&plane, connection_id = connection.id, id = message.id] { give_up(plane, connection_id, id); });
  std::string packet =
      to_text({.type = PacketType::message, .data = request_frame(plane, connection, message)});
  send_packet(plane, connection, std::move(packet), message.trace, message.notification);
}

void expire_message(DataPlane& plane, std::string_view connection_id, std::uint64_t message_id) {
  Connection* connection = plane.connections.find(connection_id);
  if (connection == nullptr) return;
  const auto found = find_message(*connection, message_id);
  if (found == connection->messages.end()) return;
  const Message message = std::move(*found);
  connection->messages.erase(found);
  std::string detail = message.event + " waited since " + sim::to_iso8601(message.queued_at);
  detail.append(message.sent_by.empty() ? " for connection " : " for the acknowledgement of connection ");
  detail.append(connection->id);
  settle_message(plane, message, fakes::dropped("message-ttl-exceeded", std::move(detail)));
  connection->lost.push_back({message.event, sim::to_iso8601_milliseconds(message.queued_at)});
  send_losses(plane, *connection);
}

}  // namespace

void deliver(DataPlane& plane, std::string_view connection_id, Delivery delivery) {
  Connection* connection = plane.connections.find(connection_id);
  Message message{.trace = delivery.trace,
                  .notification = delivery.notification,
                  .event = std::move(delivery.event),
                  .body = std::move(delivery.body),
                  .queued_at = plane.now()};
  if (connection == nullptr || connection->expires_at <= plane.now()) {
    std::string detail = "the client registered the connection " + std::string(connection_id) +
                         ", which is past its time to live or never was";
    settle_message(plane, message, fakes::dropped("device-unreachable", std::move(detail)));
    return;
  }
  message.id = ++connection->last_message;
  message.expiry = plane.wire.scheduler().at(
      sim::saturated_sum(plane.now(), delivery.time_to_live), sim::Weight::work,
      [&plane, id = connection->id, number = message.id] { expire_message(plane, id, number); });
  connection->messages.push_back(std::move(message));
  if (connection->is_open()) send_message_frame(plane, *connection, connection->messages.back());
}

void send_waiting(DataPlane& plane, Connection& connection) {
  if (!connection.is_open()) return;
  for (Message& message : connection.messages) {
    if (message.sent_by.empty()) send_message_frame(plane, connection, message);
  }
}

void acknowledge(DataPlane& plane, Connection& connection, std::string_view answer) {
  const auto json = nlohmann::json::parse(answer, nullptr, false);
  if (!json.is_object()) return;
  const auto id = json.find("id");
  const auto status = json.find("status");
  if (id == json.end() || status == json.end()) return;
  if (!id->is_number_unsigned() || !status->is_number_integer()) return;
  const auto found = find_message(connection, id->get<std::uint64_t>());
  if (found == connection.messages.end()) return;
  const Message message = std::move(*found);
  connection.messages.erase(found);
  const auto answered = status->get<std::int64_t>();
  if (answered >= 200 && answered < 300) {
    settle_message(plane, message, wire::Verdict::delivered("realtime"));
    return;
  }
  std::string detail = "the client answered " + std::to_string(answered) + " to " + message.event;
  if (answered == 404) detail.append(": it has no handler for it");
  settle_message(plane, message, fakes::dropped("device-unreachable", std::move(detail)));
}

}  // namespace droppoint::fakes::communication_services::channel
