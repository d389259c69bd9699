#include "emulator/http/response.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/identity_of_path.hpp"

namespace droppoint::fakes::communication_services {

// DELETE /identities/{id}: its tokens, registrations, channels and places in chat threads go.
sim::Task<http::Response> delete_identity(DataPlane& plane, const wire::Hop& hop,
                                          http::PathParameters parameters) {
  const auto addressed = identity_of_path(plane, hop, parameters);
  if (!addressed) co_return addressed.error();
  plane.registrations.remove_user(addressed->identity);
  plane.channels.disconnect_user(addressed->identity);
  channel::disconnect_user(plane, addressed->identity);
  plane.threads.forget_user(addressed->identity);
  plane.identities.remove(addressed->identity);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services
