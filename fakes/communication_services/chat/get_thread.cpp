#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/json.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {

// GET /chat/threads/{thread}.
sim::Task<http::Response> get_thread(DataPlane& plane, const wire::Hop& hop,
                                     http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  co_return json_answer(200, thread_json(*member->thread));
}

}  // namespace droppoint::fakes::communication_services::chat
