#pragma once

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/http/message.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/verdict.hpp"
#include "fakes/notification_hubs/hub_name.hpp"

namespace droppoint::fakes::notification_hubs {

// https://learn.microsoft.com/rest/api/notificationhubs/get-notification-message-telemetry
enum class MessageState : std::uint8_t {
  scheduled,
  enqueued,
  processing,
  completed,
  abandoned,
  no_target_found,
  canceled,
};
// "NoTargetFound".
std::string_view to_text(MessageState state);

// What became of one target of a message, for good.
struct TargetOutcome {
  // As sends name it: "apple", "gcm", "fcmv1", "windows", …
  std::string platform;
  std::string handle;
  // Both empty for a direct send.
  std::string registration_id = {};
  std::string installation_id = {};
  // A name of outcomes.cpp, or one of the names below.
  std::string_view outcome;
  std::string detail = {};
  sim::Time at{};
};
inline constexpr std::string_view kSuccess = "Success";
// Of the second and further targets of one message that have the same handle and payload.
inline constexpr std::string_view kSkipped = "Skipped";
// Of a target that could not be handed over within the window.
inline constexpr std::string_view kAbandoned = "AbandonedNotificationMessages";

// One accepted send, the "notification message" of the REST API, from its acceptance until it is forgotten.
struct Message {
  // Empty until it is opened.
  std::string id = {};
  HubName hub = {};
  wire::TraceId trace = {};
  // The caller's own notification (Communication Services'); one is opened for each target where it is none.
  wire::NotificationId notification = {};
  // Of the request that sent it; error details are for 2016-07 and later.
  std::string api_version = {};
  // As in `ServiceBusNotification-Format`, in the spelling of formats.cpp; "template" for template sends.
  std::string format = {};
  // As the caller sent it.
  http::Body body = {};
  // The tag, or the tag expression.
  std::string tags = {};
  // No target is tried twice: for a caller who waits for the outcomes (`?test`).
  bool single_attempt = false;

  // The rest is kept by Messages.
  MessageState state = MessageState::enqueued;
  sim::Time enqueued_at{};
  std::optional<sim::Time> started_at = {};
  std::optional<sim::Time> ended_at = {};
  // "apple", "appletemplate": each once, in the order of the targets.
  std::vector<std::string> platforms = {};
  // In the order in which they became known.
  std::vector<TargetOutcome> outcomes = {};
  std::size_t under_way = 0;
};

// The messages of all hubs, kept for kRetention after their end and in a bounded number. References are valid
// until the next wait.
class Messages {
 public:
  Messages(sim::Scheduler& scheduler, sim::Random ids) : scheduler_(scheduler), ids_(ids) {}

  // An id of the recorded form "{32 hex}-{yyyyMMddHHmmss}-{digits}-{digits}".
  std::string new_id();
  // Keeps a message in the state that it has (enqueued or scheduled), as of now. Gives it an id if it has
  // none. Returns the id.
  std::string open(Message message);
  // Null for an id that is unknown, forgotten, or of another hub. Ids ignore case.
  const Message* find(const HubName& hub, std::string_view id) const;
  const Message* find(std::string_view id) const;

  // Its targets are known and go out now: Processing, or NoTargetFound where there are none.
  void start(const std::string& id, std::vector<std::string> platforms, std::size_t targets);
  // One target is done. With the last one the message ends: Abandoned if none but abandoned targets are in
  // it, else Completed.
  void record(const std::string& id, TargetOutcome outcome);
  // A scheduled message that will not go out. False: it is none, or no longer.
  bool cancel(const std::string& id);

  struct Ended {
    Messages* messages;
    std::string id;
    bool await_ready() const;
    void await_suspend(std::coroutine_handle<> waiter) const;
    void await_resume() const noexcept {}
  };
  // `auto ended = core.messages.ended(id); co_await ended;`, then find() has every outcome.
  Ended ended(std::string id) { return {this, std::move(id)}; }

  // Those of a hub that have outcomes, oldest first.
  template <class Visit>
  void each_of(const HubName& hub, Visit visit) const {
    for (const auto& [sequence, message] : messages_) {
      if (is_of(message, hub)) visit(message);
    }
  }

  // How long the real service answers questions about a message is not documented.
  static constexpr sim::Duration kRetention = std::chrono::hours(24 * 30);
  static constexpr std::size_t kMessagesMax = 20'000;

 private:
  static bool is_of(const Message& message, const HubName& hub);
  bool is_forgotten(const Message& message) const;
  Message* mutable_find(std::string_view id);
  void end(Message& message, MessageState state);
  void forget_old();

  sim::Scheduler& scheduler_;
  sim::Random ids_;
  std::uint64_t last_sequence_ = 0;
  std::map<std::uint64_t, Message> messages_;
  // By lower-case id.
  std::unordered_map<std::string, std::uint64_t> sequences_;
  std::map<std::string, std::vector<std::coroutine_handle<>>> waiters_;
};

}  // namespace droppoint::fakes::notification_hubs
