#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/announce.hpp"
#include "fakes/communication_services/chat/operations.hpp"

namespace droppoint::fakes::communication_services::chat {

// DELETE /chat/threads/{thread}/messages/{message}: what the user wrote himself. It stays, without content.
sim::Task<http::Response> delete_message(DataPlane& plane, const wire::Hop& hop,
                                         http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto message = find_own_message(*member, parameters.text("message"));
  if (!message) co_return message.error();
  Message& deleted = **message;
  deleted.content.clear();
  deleted.deleted_on = plane.now();
  deleted.version = plane.threads.next_version(plane.now());
  announce(plane, {hop.trace, member->caller.resource}, *member->thread,
           message_deleted(*member->thread, deleted));
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services::chat
