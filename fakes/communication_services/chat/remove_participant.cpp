#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/announce.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/identifier.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::chat {
namespace {

// The one who goes is told as well.
void remove_from_thread(DataPlane& plane, const Member& member, wire::TraceId trace,
                        const Participant& removed) {
  Thread& thread = *member.thread;
  const std::string by = member.caller.user;
  const Event event =
      participants_removed(thread, by, removed, plane.threads.next_version(plane.now()), plane.now());
  announce(plane, {trace, member.caller.resource}, thread, event);
  std::erase_if(thread.participants, [&removed](const Participant& one) { return one.user == removed.user; });
  plane.threads.append(thread,
                       {.type = MessageType::participant_removed, .sender = by, .participants = {removed}},
                       plane.now());
}

}  // namespace

// POST /chat/threads/{thread}/participants/:remove. The body is the identifier itself.
sim::Task<http::Response> remove_participant(DataPlane& plane, const wire::Hop& hop,
                                             http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters, Right::change_participants);
  if (!member) co_return member.error();
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  const auto user = read_identifier(*body);
  if (!user) co_return bad_request(user.error().message);
  const Participant* found = member->thread->find_participant(*user);
  if (found == nullptr) {
    co_return service_error(404, "NotFound", *user + " is not in the chat thread.");
  }
  const Participant removed = *found;
  remove_from_thread(plane, *member, hop.trace, removed);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services::chat
