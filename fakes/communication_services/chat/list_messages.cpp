#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/json.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/chat/page.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {

// GET /chat/threads/{thread}/messages: newest first.
sim::Task<http::Response> list_messages(DataPlane& plane, const wire::Hop& hop,
                                        http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto page = read_page_request(hop.request);
  if (!page) co_return page.error();
  nlohmann::ordered_json entries = nlohmann::ordered_json::array();
  std::uint64_t last = 0;
  const std::vector<Message>& messages = member->thread->messages;
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    if (page->before && message->sequence >= *page->before) continue;
    if (message->created_on < page->start_time || !may_see(*member->participant, *message)) continue;
    if (entries.size() == page->size) {
      co_return page_answer(hop, std::move(entries), {"syncState", std::to_string(last)});
    }
    last = message->sequence;
    entries.push_back(message_json(*message));
  }
  co_return page_answer(hop, std::move(entries));
}

}  // namespace droppoint::fakes::communication_services::chat
