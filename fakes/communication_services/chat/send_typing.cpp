#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/announce.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {

// POST /chat/threads/{thread}/typing: nothing stays of it.
sim::Task<http::Response> send_typing(DataPlane& plane, const wire::Hop& hop,
                                      http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  const auto name = read_text(*body, "senderDisplayName");
  if (!name) co_return bad_request(name.error().message);
  const std::string version = plane.threads.next_version(plane.now());
  announce_to_others(plane, {hop.trace, member->caller.resource}, *member->thread, member->caller.user,
                     typing(*member->thread, *member->participant, name->value_or(""), version, plane.now()));
  co_return http::empty_response(200);
}

}  // namespace droppoint::fakes::communication_services::chat
