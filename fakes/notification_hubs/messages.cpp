#include "fakes/notification_hubs/messages.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

bool is_abandoned(const TargetOutcome& outcome) {
  return outcome.outcome == kAbandoned;
}

}  // namespace

std::string_view to_text(MessageState state) {
  switch (state) {
    case MessageState::scheduled:
      return "Scheduled";
    case MessageState::enqueued:
      return "Enqueued";
    case MessageState::processing:
      return "Processing";
    case MessageState::completed:
      return "Completed";
    case MessageState::abandoned:
      return "Abandoned";
    case MessageState::no_target_found:
      return "NoTargetFound";
    case MessageState::canceled:
      // The page writes it with one l, the SDKs' lists with two.
      return "Canceled";
  }
  return "Unknown";
}

std::string Messages::new_id() {
  std::string moment;
  for (const char character : sim::to_iso8601(scheduler_.now()).substr(0, 19)) {
    if (character >= '0' && character <= '9') moment += character;
  }
  const std::string hex = ids_.hex(32);
  const std::uint64_t partition = 10'000'000 + ids_.below(90'000'000);
  const std::uint64_t unit = ids_.below(32);
  return fmt::format("{}-{}-{}-{}", hex, moment, partition, unit);
}

std::string Messages::open(Message message) {
  forget_old();
  if (message.id.empty()) message.id = new_id();
  message.enqueued_at = scheduler_.now();
  std::string id = message.id;
  ++last_sequence_;
  sequences_.insert_or_assign(http::to_lower(id), last_sequence_);
  messages_.emplace(last_sequence_, std::move(message));
  return id;
}

const Message* Messages::find(std::string_view id) const {
  const auto known = sequences_.find(http::to_lower(id));
  if (known == sequences_.end()) return nullptr;
  const Message& message = messages_.at(known->second);
  return is_forgotten(message) ? nullptr : &message;
}

const Message* Messages::find(const HubName& hub, std::string_view id) const {
  const Message* message = find(id);
  return message != nullptr && is_of(*message, hub) ? message : nullptr;
}

Message* Messages::mutable_find(std::string_view id) {
  return const_cast<Message*>(std::as_const(*this).find(id));
}

void Messages::start(const std::string& id, std::vector<std::string> platforms, std::size_t targets) {
  Message* message = mutable_find(id);
  if (message == nullptr) return;
  message->platforms = std::move(platforms);
  message->started_at = scheduler_.now();
  message->under_way = targets;
  message->state = MessageState::processing;
  if (targets == 0) end(*message, MessageState::no_target_found);
}

void Messages::record(const std::string& id, TargetOutcome outcome) {
  Message* message = mutable_find(id);
  if (message == nullptr || message->under_way == 0) return;
  outcome.at = scheduler_.now();
  message->outcomes.push_back(std::move(outcome));
  if (--message->under_way > 0) return;
  const auto& outcomes = message->outcomes;
  const bool abandoned = std::all_of(outcomes.begin(), outcomes.end(), is_abandoned);
  end(*message, abandoned ? MessageState::abandoned : MessageState::completed);
}

bool Messages::cancel(const std::string& id) {
  Message* message = mutable_find(id);
  if (message == nullptr || message->state != MessageState::scheduled) return false;
  end(*message, MessageState::canceled);
  return true;
}

void Messages::end(Message& message, MessageState state) {
  message.state = state;
  message.ended_at = scheduler_.now();
  const auto waiting = waiters_.extract(message.id);
  if (waiting.empty()) return;
  for (const std::coroutine_handle<> waiter : waiting.mapped()) scheduler_.post(waiter);
}

bool Messages::Ended::await_ready() const {
  const Message* message = std::as_const(*messages).find(id);
  return message == nullptr || message->ended_at.has_value();
}

void Messages::Ended::await_suspend(std::coroutine_handle<> waiter) const {
  messages->waiters_[id].push_back(waiter);
}

bool Messages::is_of(const Message& message, const HubName& hub) {
  return http::equal_ignoring_case(message.hub.name_space, hub.name_space) &&
         http::equal_ignoring_case(message.hub.hub, hub.hub);
}

bool Messages::is_forgotten(const Message& message) const {
  return message.ended_at && scheduler_.now() >= sim::saturated_sum(*message.ended_at, kRetention);
}

// Only ended ones go: targets that are under way still report to theirs.
void Messages::forget_old() {
  for (auto next = messages_.begin(); next != messages_.end();) {
    const bool many = messages_.size() >= kMessagesMax;
    if (!many && !is_forgotten(next->second)) break;
    if (!next->second.ended_at) {
      ++next;
      continue;
    }
    const auto known = sequences_.find(http::to_lower(next->second.id));
    if (known != sequences_.end() && known->second == next->first) sequences_.erase(known);
    next = messages_.erase(next);
  }
}

}  // namespace droppoint::fakes::notification_hubs
