#include "emulator/http/response.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/identity_of_path.hpp"

namespace droppoint::fakes::communication_services {

// POST /identities/{id}/:revokeAccessTokens. Documented for calling: the user's push registrations go too.
sim::Task<http::Response> revoke_access_tokens(DataPlane& plane, const wire::Hop& hop,
                                               http::PathParameters parameters) {
  const auto addressed = identity_of_path(plane, hop, parameters);
  if (!addressed) co_return addressed.error();
  plane.identities.revoke_tokens(addressed->identity, plane.now());
  plane.registrations.remove_user(addressed->identity);
  channel::disconnect_user(plane, addressed->identity);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services
