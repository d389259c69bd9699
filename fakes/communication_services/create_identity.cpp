#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/token_request.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {

// POST /identities: a new user, with a token if the body asks for one.
sim::Task<http::Response> create_identity(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto resource_name = authenticate(plane, hop);
  if (!resource_name) co_return resource_name.error();
  if (auto refusal = missing_api_version(hop.request)) co_return std::move(*refusal);
  const auto body = read_object(hop.request);
  if (!body) co_return service_error(400, body.error().code, body.error().message);
  const auto request = read_token_request(*body, "createTokenWithScopes");
  if (!request) co_return service_error(400, request.error().code, request.error().message);

  const resources::CommunicationResource& resource = *plane.store.find_communication(*resource_name);
  const Identity& identity = plane.identities.create(resource.immutable_id);
  nlohmann::ordered_json answer;
  answer["identity"] = {{"id", identity.id}};
  if (!request->scopes.empty()) {
    answer["accessToken"] =
        token_json(plane.tokens.issue(identity, resource, request->scopes, request->lifetime, plane.now()));
  }
  co_return json_answer(201, answer);
}

}  // namespace droppoint::fakes::communication_services
