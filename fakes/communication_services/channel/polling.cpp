#include <utility>

#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/channel/receive.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

// "client not handshaken", and the advice to reconnect.
constexpr std::string_view kNotHandshaken = "7:::1+0";

http::Response payload_answer(const std::vector<std::string>& packets) {
  const std::string noop = to_text({.type = PacketType::noop});
  return http::text_response(200, "text/plain; charset=UTF-8", packets.empty() ? noop : to_payload(packets));
}

// The session, if its transport is polling or may become it.
Connection* polling_session(DataPlane& plane, std::string_view session) {
  Connection* connection = plane.connections.find_by_session(session);
  const bool fits = connection != nullptr && connection->session->transport != Transport::websocket;
  return fits ? connection : nullptr;
}

}  // namespace

// The first poll opens the session. A later one waits until there is something for the client, as long as the
// heartbeat's interval.
sim::Task<http::Response> poll(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters) {
  const std::string id(parameters.text("session"));
  Connection* connection = polling_session(plane, id);
  if (connection == nullptr) co_return payload_answer({std::string(kNotHandshaken)});
  if (!connection->session->open) {
    connection->session->transport = Transport::polling;
    connection->session->trace = hop.trace;
    open_session(plane, *connection);
  }
  heard(plane, *connection);
  Session& session = *connection->session;
  // Of two polls the older has nothing to wait for.
  if (session.poll) session.poll->end();
  auto waiting = std::make_shared<Poll>(plane.wire.scheduler(), session.heartbeat);
  session.poll = waiting;
  if (!session.outgoing.empty()) waiting->end();
  auto ending = waiting->ended();
  co_await ending;
  connection = polling_session(plane, id);
  if (connection == nullptr) co_return payload_answer(waiting->last_packets);
  if (connection->session->poll != waiting) co_return payload_answer({});
  connection->session->poll = nullptr;
  co_return payload_answer(std::exchange(connection->session->outgoing, {}));
}

sim::Task<http::Response> take_poll_packets(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters) {
  const std::string id(parameters.text("session"));
  if (polling_session(plane, id) == nullptr) co_return payload_answer({std::string(kNotHandshaken)});
  const auto packets = parse_payload(http::bytes_of(hop.request.body));
  if (!packets) co_return service_error(400, packets.error().code, packets.error().message);
  for (const Packet& packet : *packets) receive(plane, id, packet, hop.trace);
  co_return http::text_response(200, "text/plain; charset=UTF-8", "1");
}

// What a page asks as it is left.
sim::Task<http::Response> disconnect(DataPlane& plane, const wire::Hop& hop,
                                     http::PathParameters parameters) {
  const auto target = http::Target::parse(hop.request.target);
  if (!target || !target->has_query("disconnect")) co_return not_found();
  Connection* connection = plane.connections.find_by_session(parameters.text("session"));
  if (connection != nullptr) end_session(plane, *connection, {});
  co_return http::empty_response(200);
}

}  // namespace droppoint::fakes::communication_services::channel
