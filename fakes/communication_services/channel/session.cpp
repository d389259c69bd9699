#include "fakes/communication_services/channel/session.hpp"

#include <algorithm>
#include <utility>

#include "fakes/communication_services/channel/deliver.hpp"
#include "fakes/communication_services/channel/packet.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::channel {
namespace {

constexpr std::string_view kUnauthorized = R"({"reason":"unauthorized"})";

wire::Exchange exchange_with_client(const DataPlane& plane, const Session& session, std::string method,
                                    wire::TraceId trace) {
  wire::Exchange exchange;
  exchange.from = wire::Party::communication_services;
  exchange.to = wire::Party::client;
  exchange.trace = trace;
  exchange.timeout = plane.options.channel_timeout;
  exchange.origin = wire::Origin{.sender_time = plane.now(), .protocol = session.protocol};
  exchange.request.method = std::move(method);
  exchange.request.target = session.path;
  exchange.request.authority = session.authority;
  return exchange;
}

// A packet that could not be handed on ends the session that it was for.
sim::Task<void> send_message(DataPlane& plane, wire::Exchange exchange, std::string session) {
  auto answering = plane.wire.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (answer && answer->status < 300) co_return;
  Connection* connection = plane.connections.find_by_session(session);
  if (connection != nullptr) end_session(plane, *connection, {});
}

sim::Task<void> send_close(DataPlane& plane, wire::Exchange exchange) {
  auto answering = plane.wire.exchange(std::move(exchange));
  co_await std::move(answering);
}

// Runs `action` with the connection of that session, if it is still there.
template <class Action>
sim::Timer after(DataPlane& plane, sim::Duration delay, const Session& session, Action action) {
  return plane.wire.scheduler().at(sim::saturated_sum(plane.now(), delay), sim::Weight::background,
                                   [&plane, id = session.id, action] {
                                     Connection* connection = plane.connections.find_by_session(id);
                                     if (connection != nullptr) action(plane, *connection);
                                   });
}

void beat(DataPlane& plane, Connection& connection) {
  Session& session = *connection.session;
  send_packet(plane, connection, to_text({.type = PacketType::heartbeat}), session.trace);
  session.heartbeat_timer = after(plane, session.heartbeat, session, &beat);
}

// The session ends with the token by which it was begun, or with the connection.
void watch_end(DataPlane& plane, const Connection& connection, Session& session) {
  const bool by_token = session.token_expires_at <= connection.expires_at;
  const sim::Time end = std::min(session.token_expires_at, connection.expires_at);
  session.end_timer =
      after(plane, end - plane.now(), session, [by_token](DataPlane& in_plane, Connection& ended) {
        end_session(in_plane, ended, by_token ? kUnauthorized : std::string_view());
      });
}

void send_event(DataPlane& plane, Connection& connection, std::string_view name,
                const nlohmann::ordered_json& argument) {
  Session& session = *connection.session;
  std::string packet = event_packet(std::to_string(++session.last_event), name, to_json_text(argument));
  send_packet(plane, connection, std::move(packet), session.trace);
}

}  // namespace

void open_session(DataPlane& plane, Connection& connection) {
  Session& session = *connection.session;
  session.open = true;
  send_packet(plane, connection, to_text({.type = PacketType::connect}), session.trace);
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(connection.expires_at - plane.now());
  nlohmann::ordered_json connected;
  connected["ttl"] = left.count() / 1000;
  connected["dur"] = std::to_string(left.count());
  send_event(plane, connection, "trouter.connected", connected);
  session.heartbeat_timer = after(plane, session.heartbeat, session, &beat);
  heard(plane, connection);
  watch_end(plane, connection, session);
  send_losses(plane, connection);
  send_waiting(plane, connection);
}

void heard(DataPlane& plane, Connection& connection) {
  Session& session = *connection.session;
  session.silence_timer =
      after(plane, session.silence_max, session,
            [](DataPlane& in_plane, Connection& silent) { end_session(in_plane, silent, {}); });
}

void send_losses(DataPlane& plane, Connection& connection) {
  if (connection.lost.empty() || !connection.is_open()) return;
  nlohmann::ordered_json indicators = nlohmann::ordered_json::array();
  for (const Loss& loss : connection.lost) indicators.push_back({{"tag", loss.tag}, {"etag", loss.etag}});
  nlohmann::ordered_json argument;
  argument["droppedIndicators"] = std::move(indicators);
  send_event(plane, connection, "trouter.message_loss", argument);
}

void send_packet(DataPlane& plane, Connection& connection, std::string packet, wire::TraceId trace,
                 wire::NotificationId notification) {
  Session& session = *connection.session;
  if (session.transport == Transport::polling) {
    session.outgoing.push_back(std::move(packet));
    if (session.poll) session.poll->end();
    return;
  }
  wire::Exchange exchange = exchange_with_client(plane, session, "MESSAGE", trace);
  exchange.notification = notification;
  exchange.request.headers.add("content-type", "text/plain; charset=utf-8");
  exchange.request.body = http::make_body(std::move(packet));
  plane.wire.scheduler().spawn(send_message(plane, std::move(exchange), session.id), "channel " + session.id);
}

void end_session(DataPlane& plane, Connection& connection, std::string_view data) {
  if (!connection.session) return;
  Session& session = *connection.session;
  if (session.open) {
    send_packet(plane, connection, to_text({.type = PacketType::disconnect, .data = std::string(data)}),
                session.trace);
  }
  if (session.poll) session.poll->last_packets = session.outgoing;
  if (session.transport == Transport::websocket) {
    wire::Exchange exchange = exchange_with_client(plane, session, "CLOSE", session.trace);
    exchange.request.headers.add("close-code", "1000");
    plane.wire.scheduler().spawn(send_close(plane, std::move(exchange)), "channel " + session.id);
  }
  forget_session(connection);
}

void disconnect_user(DataPlane& plane, std::string_view user) {
  for (const std::string& id : plane.connections.forget_user(user)) {
    if (Connection* connection = plane.connections.find(id)) end_session(plane, *connection, kUnauthorized);
  }
}

void forget_session(Connection& connection) {
  if (connection.session && connection.session->poll) connection.session->poll->end();
  connection.session.reset();
  for (Message& message : connection.messages) {
    message.sent_by.clear();
    message.unacknowledged.cancel();
  }
}

}  // namespace droppoint::fakes::communication_services::channel
