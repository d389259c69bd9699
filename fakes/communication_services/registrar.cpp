#include "emulator/http/response.hpp"
#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/registrar_request.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

// POST {registrar}/v2/registrations and DELETE …/{id}, as the chat SDKs of iOS and Android call them. They
// take 202 and nothing else for success. The bodies of refusals are inferred.

namespace droppoint::fakes::communication_services {

sim::Task<http::Response> register_client(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto claims = authenticate_user(plane, hop);
  if (!claims) co_return claims.error();
  const auto body = read_object(hop.request);
  if (!body) co_return service_error(400, body.error().code, body.error().message);
  auto registration = read_registrar_request(*body, plane.now());
  if (!registration && registration.error().code == "NotEmulated") {
    co_return not_emulated(registration.error().message);
  }
  if (!registration) co_return service_error(400, registration.error().code, registration.error().message);
  const std::string_view scope = registration->purpose == Purpose::chat ? "chat" : "voip";
  if (!claims->has_scope(scope)) {
    co_return service_error(403, "Forbidden", "The user token lacks the scope " + std::string(scope) + ".");
  }
  registration->user = claims->user;
  if (const auto owner = plane.directory.find(registration->token)) registration->device = owner->device;
  plane.registrations.put(std::move(*registration));
  co_return http::empty_response(202);
}

// Also 202 for a registration that is gone already (inferred).
sim::Task<http::Response> unregister_client(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters) {
  const auto claims = authenticate_user(plane, hop);
  if (!claims) co_return claims.error();
  plane.registrations.remove(claims->user, parameters.text("id"));
  co_return http::empty_response(202);
}

}  // namespace droppoint::fakes::communication_services
