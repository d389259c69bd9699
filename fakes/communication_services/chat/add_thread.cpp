#include "fakes/communication_services/chat/add_thread.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace droppoint::fakes::communication_services::chat {
namespace {

std::optional<sim::Time> retention_end_of(const Thread& thread) {
  if (!thread.delete_after_days) return std::nullopt;
  return thread.created_on + std::chrono::hours(24) * *thread.delete_after_days;
}

void apply_retention(DataPlane& plane, const std::string& resource, const std::string& id) {
  const Thread* thread = plane.threads.find(id);
  if (thread == nullptr) return;
  remove_thread(plane, {plane.wire.ledger().open_trace(), resource}, *thread, {});
}

}  // namespace

Thread& add_thread(DataPlane& plane, const Occasion& occasion, Thread thread) {
  thread.created_on = plane.now();
  if (thread.find_participant(thread.created_by) == nullptr) {
    thread.participants.insert(thread.participants.begin(), Participant{.user = thread.created_by});
  }
  Thread& added = plane.threads.add(std::move(thread));
  plane.threads.append(added,
                       {.type = MessageType::participant_added,
                        .sender = added.created_by,
                        .participants = added.participants},
                       plane.now());
  if (!added.topic.empty()) {
    plane.threads.append(
        added, {.type = MessageType::topic_updated, .sender = added.created_by, .topic = added.topic},
        plane.now());
  }
  schedule_retention(plane, occasion, added);
  return added;
}

void schedule_retention(DataPlane& plane, const Occasion& occasion, Thread& thread) {
  thread.retention_timer.cancel();
  const auto end = retention_end_of(thread);
  if (!end) return;
  // Nothing waits for it, so it must not keep the clock of a scenario going.
  thread.retention_timer = plane.wire.scheduler().at(
      std::max(*end, plane.now()), sim::Weight::background,
      [&plane, resource = occasion.resource, id = thread.id] { apply_retention(plane, resource, id); });
}

void remove_thread(DataPlane& plane, const Occasion& occasion, const Thread& thread, std::string_view by) {
  const std::string version = plane.threads.next_version(plane.now());
  announce(plane, occasion, thread, thread_deleted(thread, by, version, plane.now()));
  plane.threads.remove(std::string(thread.id), plane.now());
}

}  // namespace droppoint::fakes::communication_services::chat
