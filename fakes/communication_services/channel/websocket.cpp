#include "emulator/http/response.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/channel/receive.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/channel/ticket.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

// A browser's WebSocket has no way to send an `Authorization`: the ticket in the query stands for it.
tl::expected<Connection*, http::Response> session_for_websocket(DataPlane& plane, const wire::Hop& hop,
                                                                std::string_view session) {
  const auto target = http::Target::parse(hop.request.target);
  if (!target) {
    return tl::unexpected(service_error(400, target.error().code, target.error().message));
  }
  const auto upgrade = hop.request.headers.get("upgrade");
  if (!upgrade || !http::equal_ignoring_case(*upgrade, "websocket")) {
    return tl::unexpected(service_error(400, "BadRequest", "This path takes WebSockets only."));
  }
  const auto ticketed = read_ticket(plane, *target);
  if (!ticketed) return ticketed;
  Connection* connection = plane.connections.find_by_session(session);
  if (connection == nullptr || connection != *ticketed) {
    return tl::unexpected(service_error(400, "BadRequest", "The session is over, or never was."));
  }
  if (connection->session->transport != Transport::none) {
    return tl::unexpected(service_error(400, "BadRequest", "The session has a transport already."));
  }
  return connection;
}

// What goes out first does so behind the answer to the upgrade.
sim::Task<void> greet(DataPlane& plane, std::string session) {
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  Connection* connection = plane.connections.find_by_session(session);
  if (connection != nullptr) open_session(plane, *connection);
}

// These two stand for what happens on a WebSocket; by HTTP nobody may send them.
bool came_by_websocket(const wire::Hop& hop) {
  const wire::Protocol protocol = hop.origin.protocol;
  return protocol == wire::Protocol::websocket || protocol == wire::Protocol::websocket_tls ||
         protocol == wire::Protocol::in_process;
}

}  // namespace

sim::Task<http::Response> open_websocket(DataPlane& plane, const wire::Hop& hop,
                                         http::PathParameters parameters) {
  const auto connection = session_for_websocket(plane, hop, parameters.text("session"));
  if (!connection) co_return connection.error();
  Session& session = *(*connection)->session;
  const std::string& target = hop.request.target;
  const bool clear = hop.origin.protocol == wire::Protocol::http1;
  session.transport = Transport::websocket;
  session.path = target.substr(0, target.find('?'));
  session.authority = hop.request.authority;
  session.protocol = clear ? wire::Protocol::websocket : wire::Protocol::websocket_tls;
  session.trace = hop.trace;
  plane.wire.scheduler().spawn(greet(plane, session.id), "channel " + session.id);
  co_return http::empty_response(101);
}

sim::Task<http::Response> take_websocket_message(DataPlane& plane, const wire::Hop& hop,
                                                 http::PathParameters parameters) {
  if (!came_by_websocket(hop)) co_return method_not_allowed("GET");
  const auto packet = parse_packet(http::bytes_of(hop.request.body));
  if (!packet) co_return service_error(400, packet.error().code, packet.error().message);
  receive(plane, parameters.text("session"), *packet, hop.trace);
  co_return http::empty_response(204);
}

sim::Task<http::Response> close_websocket(DataPlane& plane, const wire::Hop& hop,
                                          http::PathParameters parameters) {
  if (!came_by_websocket(hop)) co_return method_not_allowed("GET");
  Connection* connection = plane.connections.find_by_session(parameters.text("session"));
  if (connection != nullptr) forget_session(*connection);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services::channel
