#include <utility>

#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/chat/post_message.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

Result<Message> read_message(const nlohmann::json& body) {
  Message message;
  const auto content = read_text(body, "content");
  if (!content) return tl::unexpected(content.error());
  if (!*content || (*content)->empty()) return fail("BadRequest", "content is missing or empty.");
  const auto name = read_text(body, "senderDisplayName");
  if (!name) return tl::unexpected(name.error());
  const auto type = read_text(body, "type");
  if (!type) return tl::unexpected(type.error());
  const std::string wanted = type->value_or("text");
  if (wanted != "text" && wanted != "html") {
    return fail("BadRequest", "type is neither \"text\" nor \"html\".");
  }
  const auto patched = patch_metadata(body, message.metadata);
  if (!patched) return tl::unexpected(patched.error());
  message.type = wanted == "html" ? MessageType::html : MessageType::text;
  message.content = **content;
  message.sender_name = name->value_or("");
  return message;
}

}  // namespace

// POST /chat/threads/{thread}/messages.
sim::Task<http::Response> send_message(DataPlane& plane, const wire::Hop& hop,
                                       http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  auto message = read_message(*body);
  if (!message) co_return bad_request(message.error().message);
  if (message->content.size() > kMessageBytesMax) co_return too_large();
  message->sender = member->caller.user;
  nlohmann::ordered_json answer;
  answer["id"] =
      post_message(plane, {hop.trace, member->caller.resource}, *member->thread, std::move(*message));
  co_return json_answer(201, answer);
}

}  // namespace droppoint::fakes::communication_services::chat
