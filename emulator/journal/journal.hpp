#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/wire/recorder.hpp"

namespace droppoint::journal {

// What a run is a function of, besides its stimuli.
struct Run {
  std::uint64_t seed = 0;
  sim::Time started_at{};
  // The cloud's configuration as JSON text, complete enough to build the same cloud again.
  std::string configuration = "{}";
  // The program's version.
  std::string version = {};
};

struct TraceFilter {
  std::optional<wire::VerdictState> state = {};
  std::optional<int> drop_point = {};
  std::string cause = {};
  std::string kind = {};
  // Only traces with a larger id.
  std::uint64_t after = 0;
  std::size_t limit = 1000;
  // Traces that notified nobody are left out unless this says otherwise.
  bool with_unkinded = false;
};

struct HopFilter {
  // Only hops with a larger sequence.
  std::uint64_t after = 0;
  std::optional<wire::TraceId> trace = {};
  std::optional<wire::Party> from = {};
  std::optional<wire::Party> to = {};
  std::optional<sim::Time> since = {};
  std::size_t limit = 1000;
};

// A trace with all that belongs to it, in order.
struct TraceView {
  wire::Trace trace;
  wire::Verdict verdict;
  std::vector<wire::Notification> notifications;
  std::vector<std::shared_ptr<const wire::Hop>> hops;
  std::vector<wire::Event> events;
};

// Reads what was recorded of the current run. Copies come back: nothing refers into the journal.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual Run run() const = 0;
  virtual std::optional<TraceView> trace(wire::TraceId id) const = 0;
  // In order of id.
  virtual std::vector<TraceView> traces(const TraceFilter& filter) const = 0;
  // In order of sequence. A hop that is still open has no answer.
  virtual std::vector<std::shared_ptr<const wire::Hop>> hops(const HopFilter& filter) const = 0;
  virtual std::vector<wire::Stimulus> stimuli() const = 0;
};

// Records and reads back. Begins with start(); each start is a new run, and reading shows the newest.
class Journal : public wire::Recorder, public Reader {
 public:
  virtual void start(Run run) = 0;
  // Hands all that was appended to whoever makes it durable; in memory, appended is committed.
  virtual void flush() = 0;
  // Waits until all that was handed over is durable, or never will be.
  virtual void wait_committed() {}
  // `tell` is called with each position up to which all is durable, by whichever thread made it so, and once
  // here. An empty function ends that: no call is under way when this returns.
  virtual void on_committed(std::function<void(wire::Position)> tell) = 0;
  // `tell` is called once when the journal fails (a full disk): nothing is committed from then on. At once if
  // it has failed already.
  virtual void on_failure(std::function<void(const Error&)> tell) { static_cast<void>(tell); }
};

// Whether a trace passes the filter's tests (not its `after` and `limit`).
bool passes(const TraceFilter& filter, const TraceView& view);
bool passes(const HopFilter& filter, const wire::Hop& hop);

}  // namespace droppoint::journal
