#include "fakes/communication_services/chat/threads.hpp"

#include <algorithm>
#include <chrono>

namespace droppoint::fakes::communication_services::chat {
namespace {

constexpr std::size_t kAnswersMax = 10'000;
constexpr std::size_t kDeletedThreadsMax = 10'000;

}  // namespace

std::string Threads::next_id(sim::Time now) {
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  last_id_ = std::max<std::int64_t>(since.count(), last_id_ + 1);
  return std::to_string(last_id_);
}

Thread& Threads::add(Thread thread) {
  thread.id = "19:" + random_.hex(32) + "@thread.v2";
  thread.order = ++last_order_;
  order_of_.emplace(thread.id, thread.order);
  const std::uint64_t order = thread.order;
  return threads_.emplace(order, std::move(thread)).first->second;
}

Thread* Threads::find(std::string_view id) {
  const auto order = order_of_.find(id);
  return order == order_of_.end() ? nullptr : &threads_.find(order->second)->second;
}

void Threads::remove(std::string_view id, sim::Time now) {
  const auto order = order_of_.find(id);
  if (order == order_of_.end()) return;
  const auto found = threads_.find(order->second);
  DeletedThread deleted{.id = found->second.id,
                        .order = found->second.order,
                        .topic = found->second.topic,
                        .last_message_on = found->second.last_message_on(),
                        .deleted_on = now};
  for (const Participant& participant : found->second.participants) deleted.users.push_back(participant.user);
  deleted_.push_back(std::move(deleted));
  if (deleted_.size() > kDeletedThreadsMax) deleted_.pop_front();
  threads_.erase(found);
  order_of_.erase(order);
}

void Threads::forget_user(std::string_view user) {
  for (auto& [order, thread] : threads_) {
    std::erase_if(thread.participants, [user](const Participant& one) { return one.user == user; });
  }
}

Message& Threads::append(Thread& thread, Message message, sim::Time now) {
  message.id = next_id(now);
  message.version = message.id;
  message.sequence = thread.messages.empty() ? 1 : thread.messages.back().sequence + 1;
  message.created_on = now;
  if (thread.messages.size() >= kMessagesMax) thread.messages.erase(thread.messages.begin());
  return thread.messages.emplace_back(std::move(message));
}

void Threads::remember_answer(std::string_view user, std::string_view request, std::string body) {
  AnswerKey key{std::string(user), std::string(request)};
  answer_order_.push_back(key);
  answers_.insert_or_assign(std::move(key), std::move(body));
  if (answer_order_.size() <= kAnswersMax) return;
  answers_.erase(answer_order_.front());
  answer_order_.pop_front();
}

const std::string* Threads::answer_of(std::string_view user, std::string_view request) const {
  const auto found = answers_.find({std::string(user), std::string(request)});
  return found == answers_.end() ? nullptr : &found->second;
}

}  // namespace droppoint::fakes::communication_services::chat
