#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/add_thread.hpp"
#include "fakes/communication_services/chat/operations.hpp"

namespace droppoint::fakes::communication_services::chat {

// DELETE /chat/threads/{thread}. Anyone in it may (inferred).
sim::Task<http::Response> delete_thread(DataPlane& plane, const wire::Hop& hop,
                                        http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters, Right::change_threads);
  if (!member) co_return member.error();
  remove_thread(plane, {hop.trace, member->caller.resource}, *member->thread, member->caller.user);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services::chat
