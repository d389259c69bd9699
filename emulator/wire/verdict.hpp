#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"

namespace droppoint::wire {

// Names what it counts, from 1; 0 is none. The letter is part of the printed form: "t12", "n3", "f1".
struct TraceId {
  std::uint64_t value = 0;
  explicit operator bool() const { return value != 0; }
  friend bool operator==(TraceId, TraceId) = default;
};
struct NotificationId {
  std::uint64_t value = 0;
  explicit operator bool() const { return value != 0; }
  friend bool operator==(NotificationId, NotificationId) = default;
};
struct FaultId {
  std::uint64_t value = 0;
  explicit operator bool() const { return value != 0; }
  friend bool operator==(FaultId, FaultId) = default;
};
std::string to_text(TraceId id);
std::string to_text(NotificationId id);
std::string to_text(FaultId id);
std::optional<TraceId> parse_trace_id(std::string_view text);
std::optional<NotificationId> parse_notification_id(std::string_view text);
std::optional<FaultId> parse_fault_id(std::string_view text);

enum class VerdictState : std::uint8_t { pending, delivered, dropped };
std::string_view to_text(VerdictState state);
std::optional<VerdictState> parse_verdict_state(std::string_view text);

// What became of a notification. `by` is set when it was delivered ("realtime", "apns", "fcm", "webhook");
// the rest when it was dropped: `cause` and `underlying_cause` are ids of the cause catalogue, `drop_point`
// is 1, 2 or 3 (none for Event Grid's causes), `detail` says what happened this time, `remedy` and `document`
// come from the catalogue.
struct Verdict {
  VerdictState state = VerdictState::pending;
  std::string by = {};
  std::optional<int> drop_point = {};
  std::string cause = {};
  std::string underlying_cause = {};
  std::string detail = {};
  std::string remedy = {};
  std::string document = {};

  static Verdict delivered(std::string by) { return {.state = VerdictState::delivered, .by = std::move(by)}; }
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// One push (or real-time message) meant for one device. `kind`: incoming-call, stop-ringing, chat-message,
// direct, event. `channel`: realtime, push, event-grid. `device` is empty when no known device has that
// token.
struct Notification {
  NotificationId id;
  TraceId trace;
  std::string kind;
  std::string channel;
  std::string device;
  std::string user;
  Verdict verdict = {};
};

// All hops that one origin set off. `kind` is empty until a notification gives it one: an exchange that
// notifies nobody (a management call) is a trace without kind.
struct Trace {
  TraceId id;
  std::string kind = {};
  sim::Time started_at{};
  std::string traceparent = {};
  std::vector<std::string> warnings = {};
};

// A trace's verdict from its notifications of the trace's own kind: delivered if one arrived (by the first
// that did), pending while one may, else dropped with the earliest drop point.
Verdict sum_up(std::string_view kind, const std::vector<Notification>& notifications);

}  // namespace droppoint::wire
