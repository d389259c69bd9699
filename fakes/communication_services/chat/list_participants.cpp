#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/json.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/chat/page.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {

// GET /chat/threads/{thread}/participants: in the order in which they came.
sim::Task<http::Response> list_participants(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto page = read_page_request(hop.request);
  if (!page) co_return page.error();
  nlohmann::ordered_json entries = nlohmann::ordered_json::array();
  for (const Participant& one : member->thread->participants) entries.push_back(participant_json(one));
  co_return page_answer(hop, *page, std::move(entries));
}

}  // namespace droppoint::fakes::communication_services::chat
