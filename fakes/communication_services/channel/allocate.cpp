#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/channel/address.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/channel/ticket.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::channel {
namespace {

// A client that brings its ticket back gets its connection again, with the same address: so its registration
// holds, and what waited is not lost. Whoever brings another's, or an outdated one, gets a new connection.
Connection& connection_for(DataPlane& plane, const wire::Hop& hop, std::string_view user) {
  const auto target = http::Target::parse(hop.request.target);
  if (target && target->query_exact("sig")) {
    const auto known = read_ticket(plane, *target);
    if (known && (*known)->user == user) return **known;
  }
  return plane.connections.add(user);
}

}  // namespace

sim::Task<http::Response> allocate(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto claims = authenticate_user(plane, hop);
  if (!claims) co_return claims.error();
  Connection& connection = connection_for(plane, hop, claims->user);
  connection.expires_at = sim::saturated_sum(plane.now(), plane.options.channel_lifetime);
  const std::string base = base_url(hop);
  const std::string address = base + "/v4/f/" + connection.id + '/';
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(plane.options.channel_lifetime);
  nlohmann::ordered_json body;
  body["socketio"] = base + '/';
  body["surl"] = address;
  body["url"] = address;
  body["curlb"] = base;
  body["connectparams"] = make_ticket(plane, connection);
  body["id"] = connection.id;
  body["ccid"] = connection.client_id;
  body["ttl"] = std::to_string(seconds.count());
  co_return json_answer(200, body);
}

}  // namespace droppoint::fakes::communication_services::channel
