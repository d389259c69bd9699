#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/recorder.hpp"

namespace droppoint::wire {

// Keeps the traces and notifications that are under way and sees to it that each notification gets exactly
// one verdict. Parties write here what they know; nobody reads another party's state.
class Ledger {
 public:
  Ledger(sim::Scheduler& scheduler, Recorder& recorder) : scheduler_(scheduler), recorder_(recorder) {}

  // `traceparent` is the caller's W3C header, or empty.
  TraceId open_trace(std::string traceparent = {});
  // The first kind stays.
  void set_kind(TraceId trace, std::string kind);
  // Said once, however often it is true.
  void warn(TraceId trace, std::string warning);
  void event(TraceId trace, Party party, std::string kind, std::string detail);

  // Opens a notification with verdict pending; its `id` and `verdict` are set here. Gives the trace its kind
  // if it has none and the notification is not of a kind that only follows others (stop-ringing).
  NotificationId open(Notification notification);
  void set_device(NotificationId notification, std::string device, std::string user);
  const Notification* find(NotificationId notification) const;

  // What a party found wrong but another may see in a wider light: a hub refuses a key, and its caller knows
  // that it used an outdated link. The caller reads the diagnosis and settles.
  void diagnose(NotificationId notification, Verdict verdict);
  std::optional<Verdict> diagnosis(NotificationId notification) const;

  // Whether a fault answered the newest exchange with that party about the notification in the party's place.
  // If it answered as if it took the notification, nobody will say what becomes of it: the sender has to.
  void note_stand_in(NotificationId notification, Party party, bool stood_in);
  bool was_stand_in(NotificationId notification, Party party) const;

  // The first verdict that is not pending stands. False: there was one already.
  bool settle(NotificationId notification, Verdict verdict);

  // The trace's verdict so far. Unknown or forgotten traces are pending.
  Verdict verdict(TraceId trace) const;
  std::vector<Notification> notifications(TraceId trace) const;
  std::optional<Trace> trace(TraceId trace) const;

 private:
  struct Entry {
    Trace trace;
    std::vector<Notification> notifications;
  };
  // Settled traces are kept for questions in this number, oldest forgotten first; the journal has them all.
  static constexpr std::size_t kTracesMax = 100'000;

  Notification* mutable_notification(NotificationId notification);
  void forget_oldest();

  sim::Scheduler& scheduler_;
  Recorder& recorder_;
  std::uint64_t last_trace_ = 0;
  std::uint64_t last_notification_ = 0;
  std::map<std::uint64_t, Entry> traces_;
  std::map<std::uint64_t, std::uint64_t> trace_of_;
  std::map<std::uint64_t, Verdict> diagnoses_;
  std::set<std::pair<std::uint64_t, Party>> stand_ins_;
};

}  // namespace droppoint::wire
