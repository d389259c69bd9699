#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/channel/address.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/hosts.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::channel {

// Where the channel is, and the registrar: at the address by which it was asked, or at the real hosts for who
// came by the resource's own name. All three members are needed (observed).
sim::Task<http::Response> get_configuration(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto claims = authenticate_bearer(plane, hop);
  if (!claims) co_return claims.error();
  const bool by_name = read_host(hop.request.authority).kind == Host::Kind::resource;
  const std::string channel_url = by_name ? base_url(hop, "go.trouter.teams.microsoft.com") : base_url(hop);
  const std::string registrar_url = by_name ? base_url(hop, "teams.microsoft.com") : base_url(hop);
  nlohmann::ordered_json body;
  body["trouterServiceUrl"] = channel_url;
  body["registrarServiceUrl"] = registrar_url + "/registrar/prod";
  body["cloudType"] = "Public";
  co_return json_answer(200, body);
}

}  // namespace droppoint::fakes::communication_services::channel
