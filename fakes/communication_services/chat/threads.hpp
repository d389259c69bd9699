#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/sim/random.hpp"
#include "fakes/communication_services/chat/thread.hpp"

namespace droppoint::fakes::communication_services::chat {

// A thread that was deleted, for the lists of those who were in it.
struct DeletedThread {
  std::string id;
  std::uint64_t order = 0;
  std::string topic;
  std::optional<sim::Time> last_message_on = {};
  sim::Time deleted_on{};
  std::vector<std::string> users = {};
};

// The chat threads of all resources.
class Threads {
 public:
  // So many messages a thread keeps; the oldest go first.
  static constexpr std::size_t kMessagesMax = 10'000;

  explicit Threads(const sim::Random& random) : random_(random) {}

  // Milliseconds since 1970 in decimal, as the service's ids are, and never the same twice.
  std::string next_id(sim::Time now);
  // For the encryption of one push: 16 bytes.
  std::string next_iv() { return random_.bytes(16); }
  std::string next_uuid() { return random_.uuid(); }

  // Gives it its id. Pointers to threads are valid until one is removed.
  Thread& add(Thread thread);
  // Null if there is none, or no more.
  Thread* find(std::string_view id);
  // In order of creation.
  const std::map<std::uint64_t, Thread>& all() const { return threads_; }
  const std::deque<DeletedThread>& deleted() const { return deleted_; }
  void remove(std::string_view id, sim::Time now);
  // Takes a user that is no more out of all threads.
  void forget_user(std::string_view user);

  // Numbers and dates the message, and appends it. Valid until the next one.
  Message& append(Thread& thread, Message message, sim::Time now);
  // A change of a message or of a thread gets an id of its own: its version.
  std::string next_version(sim::Time now) { return next_id(now); }

  // Remembers what the user's call with that `repeatability-request-id` was answered.
  void remember_answer(std::string_view user, std::string_view request, std::string body);
  // Null: never seen, or long forgotten.
  const std::string* answer_of(std::string_view user, std::string_view request) const;

 private:
  using AnswerKey = std::pair<std::string, std::string>;

  sim::Random random_;
  std::int64_t last_id_ = 0;
  std::uint64_t last_order_ = 0;
  // By order of creation, to which ids lead.
  std::map<std::uint64_t, Thread> threads_;
  std::map<std::string, std::uint64_t, std::less<>> order_of_;
  std::deque<DeletedThread> deleted_;
  std::map<AnswerKey, std::string> answers_;
  std::deque<AnswerKey> answer_order_;
};

}  // namespace droppoint::fakes::communication_services::chat
