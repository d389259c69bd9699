#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/json.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {

// GET /chat/threads/{thread}/messages/{message}: also one that was deleted, without its content.
sim::Task<http::Response> get_message(DataPlane& plane, const wire::Hop& hop,
                                      http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto message = find_message(*member, parameters.text("message"));
  if (!message) co_return message.error();
  co_return json_answer(200, message_json(**message));
}

}  // namespace droppoint::fakes::communication_services::chat
