#include <algorithm>

#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/chat/page.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

struct ThreadItem {
  std::uint64_t order = 0;
  nlohmann::ordered_json json;
};

nlohmann::ordered_json thread_item_json(const std::string& id, const std::string& topic,
                                        std::optional<sim::Time> deleted_on,
                                        std::optional<sim::Time> last_message_on) {
  nlohmann::ordered_json json;
  json["id"] = id;
  json["topic"] = topic;
  if (deleted_on) json["deletedOn"] = sim::to_iso8601(*deleted_on);
  if (last_message_on) json["lastMessageReceivedOn"] = sim::to_iso8601(*last_message_on);
  return json;
}

// Newest first. One that was deleted is still listed, with the time.
std::vector<ThreadItem> threads_of(const DataPlane& plane, const std::string& user, sim::Time start_time) {
  std::vector<ThreadItem> items;
  for (const auto& [order, thread] : plane.threads.all()) {
    const auto last = thread.last_message_on();
    if (thread.find_participant(user) == nullptr) continue;
    if (last.value_or(thread.created_on) < start_time) continue;
    items.push_back({order, thread_item_json(thread.id, thread.topic, std::nullopt, last)});
  }
  for (const DeletedThread& deleted : plane.threads.deleted()) {
    const auto& users = deleted.users;
    if (std::find(users.begin(), users.end(), user) == users.end()) continue;
    if (deleted.deleted_on < start_time) continue;
    items.push_back({deleted.order, thread_item_json(deleted.id, deleted.topic, deleted.deleted_on,
                                                     deleted.last_message_on)});
  }
  std::sort(items.begin(), items.end(),
            [](const ThreadItem& one, const ThreadItem& other) { return one.order > other.order; });
  return items;
}

}  // namespace

// GET /chat/threads.
sim::Task<http::Response> list_threads(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto caller = find_caller(plane, hop, Right::take_part);
  if (!caller) co_return caller.error();
  const auto page = read_page_request(hop.request);
  if (!page) co_return page.error();
  nlohmann::ordered_json entries = nlohmann::ordered_json::array();
  std::uint64_t last = 0;
  for (ThreadItem& item : threads_of(plane, caller->user, page->start_time)) {
    if (page->before && item.order >= *page->before) continue;
    if (entries.size() == page->size) {
      co_return page_answer(hop, std::move(entries), {"syncState", std::to_string(last)});
    }
    last = item.order;
    entries.push_back(std::move(item.json));
  }
  co_return page_answer(hop, std::move(entries));
}

}  // namespace droppoint::fakes::communication_services::chat
