#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/announce.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {

// PATCH /chat/threads/{thread}/messages/{message}: what the user wrote himself.
sim::Task<http::Response> update_message(DataPlane& plane, const wire::Hop& hop,
                                         http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto message = find_own_message(*member, parameters.text("message"));
  if (!message) co_return message.error();
  if (auto refusal = refuse_unless_merge_patch(hop.request)) co_return std::move(*refusal);
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  const auto content = read_text(*body, "content");
  if (!content) co_return bad_request(content.error().message);
  if (*content && (*content)->empty()) co_return bad_request("content is empty.");
  if (*content && (*content)->size() > kMessageBytesMax) co_return too_large();
  Metadata metadata = (*message)->metadata;
  const auto patched = patch_metadata(*body, metadata);
  if (!patched) co_return bad_request(patched.error().message);

  Message& changed = **message;
  if (*content) changed.content = **content;
  changed.metadata = std::move(metadata);
  changed.edited_on = plane.now();
  changed.version = plane.threads.next_version(plane.now());
  announce(plane, {hop.trace, member->caller.resource}, *member->thread,
           message_edited(*member->thread, changed));
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services::chat
