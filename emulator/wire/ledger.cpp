#include "emulator/wire/ledger.hpp"

#include <algorithm>

#include "emulator/assert.hpp"

namespace droppoint::wire {

TraceId Ledger::open_trace(std::string traceparent) {
  const TraceId id{++last_trace_};
  Entry entry{.trace = {.id = id, .started_at = scheduler_.now(), .traceparent = std::move(traceparent)},
              .notifications = {}};
  recorder_.trace(entry.trace);
  traces_.emplace(id.value, std::move(entry));
  forget_oldest();
  return id;
}

void Ledger::forget_oldest() {
  for (auto entry = traces_.begin(); traces_.size() > kTracesMax && entry != traces_.end();) {
    const auto& notifications = entry->second.notifications;
    const bool settled = std::all_of(notifications.begin(), notifications.end(), [](const Notification& one) {
      return one.verdict.state != VerdictState::pending;
    });
    if (!settled) {
      ++entry;
      continue;
    }
    for (const Notification& notification : notifications) trace_of_.erase(notification.id.value);
    entry = traces_.erase(entry);
  }
}

void Ledger::set_kind(TraceId trace, std::string kind) {
  const auto found = traces_.find(trace.value);
  if (found == traces_.end() || !found->second.trace.kind.empty()) return;
  found->second.trace.kind = std::move(kind);
  recorder_.trace(found->second.trace);
}

void Ledger::warn(TraceId trace, std::string warning) {
  const auto found = traces_.find(trace.value);
  if (found == traces_.end()) return;
  auto& warnings = found->second.trace.warnings;
  if (std::find(warnings.begin(), warnings.end(), warning) != warnings.end()) return;
  warnings.push_back(std::move(warning));
  recorder_.trace(found->second.trace);
}

void Ledger::event(TraceId trace, Party party, std::string kind, std::string detail) {
  recorder_.event({trace, scheduler_.now(), party, std::move(kind), std::move(detail)});
}

NotificationId Ledger::open(Notification notification) {
  const auto found = traces_.find(notification.trace.value);
  DROPPOINT_ASSERT(found != traces_.end(), "a notification belongs to an open trace");
  notification.id = NotificationId{++last_notification_};
  notification.verdict = Verdict{};
  if (notification.kind != "stop-ringing") set_kind(notification.trace, notification.kind);
  recorder_.notification(notification);
  trace_of_.emplace(notification.id.value, notification.trace.value);
  found->second.notifications.push_back(std::move(notification));
  return NotificationId{last_notification_};
}

Notification* Ledger::mutable_notification(NotificationId notification) {
  const auto trace = trace_of_.find(notification.value);
  if (trace == trace_of_.end()) return nullptr;
  for (Notification& candidate : traces_.at(trace->second).notifications) {
    if (candidate.id == notification) return &candidate;
  }
  return nullptr;
}

const Notification* Ledger::find(NotificationId notification) const {
  return const_cast<Ledger*>(this)->mutable_notification(notification);
}

void Ledger::set_device(NotificationId notification, std::string device, std::string user) {
  Notification* found = mutable_notification(notification);
  if (found == nullptr || (found->device == device && found->user == user)) return;
  found->device = std::move(device);
  found->user = std::move(user);
  recorder_.notification(*found);
}

void Ledger::diagnose(NotificationId notification, Verdict verdict) {
  if (notification) diagnoses_.insert_or_assign(notification.value, std::move(verdict));
}

std::optional<Verdict> Ledger::diagnosis(NotificationId notification) const {
  const auto found = diagnoses_.find(notification.value);
  if (found == diagnoses_.end()) return std::nullopt;
  return found->second;
}

void Ledger::note_stand_in(NotificationId notification, Party party, bool stood_in) {
  if (!notification) return;
  if (stood_in) {
    stand_ins_.emplace(notification.value, party);
  } else {
    stand_ins_.erase({notification.value, party});
  }
}

bool Ledger::was_stand_in(NotificationId notification, Party party) const {
  return stand_ins_.contains({notification.value, party});
}

bool Ledger::settle(NotificationId notification, Verdict verdict) {
  Notification* found = mutable_notification(notification);
  if (found == nullptr || found->verdict.state != VerdictState::pending) return false;
  found->verdict = std::move(verdict);
  diagnoses_.erase(notification.value);
  const auto stood_in = stand_ins_.lower_bound({notification.value, Party{}});
  stand_ins_.erase(stood_in, stand_ins_.lower_bound({notification.value + 1, Party{}}));
  recorder_.notification(*found);
  return true;
}

Verdict Ledger::verdict(TraceId trace) const {
  const auto found = traces_.find(trace.value);
  if (found == traces_.end()) return Verdict{};
  return sum_up(found->second.trace.kind, found->second.notifications);
}

std::vector<Notification> Ledger::notifications(TraceId trace) const {
  const auto found = traces_.find(trace.value);
  if (found == traces_.end()) return {};
  return found->second.notifications;
}

std::optional<Trace> Ledger::trace(TraceId trace) const {
  const auto found = traces_.find(trace.value);
  if (found == traces_.end()) return std::nullopt;
  return found->second.trace;
}

}  // namespace droppoint::wire
