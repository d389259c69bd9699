#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/identity_of_path.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/token_request.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {

// POST /identities/{id}/:issueAccessToken.
sim::Task<http::Response> issue_access_token(DataPlane& plane, const wire::Hop& hop,
                                             http::PathParameters parameters) {
  const auto addressed = identity_of_path(plane, hop, parameters);
  if (!addressed) co_return addressed.error();
  const auto body = read_object(hop.request);
  if (!body) co_return service_error(400, body.error().code, body.error().message);
  const auto request = read_token_request(*body, "scopes");
  if (!request) co_return service_error(400, request.error().code, request.error().message);
  if (request->scopes.empty()) {
    co_return service_error(400, "ValidationError", "scopes is missing or empty.");
  }
  const IssuedToken token = plane.tokens.issue(*plane.identities.find(addressed->identity),
                                               *plane.store.find_communication(addressed->resource),
                                               request->scopes, request->lifetime, plane.now());
  co_return json_answer(200, token_json(token));
}

}  // namespace droppoint::fakes::communication_services
