#pragma once

#include <cstdint>
#include <string>

#include "emulator/wire/wire.hpp"

namespace droppoint::owner {

// Something that arrives from outside and is answered by a party.
struct Request {
  wire::Party from = wire::Party::client;
  wire::Party to = wire::Party::client;
  http::Request request;
  wire::Origin origin;
  // True for a call of the control API (or of the C++ API) that changes something.
  bool control = false;
  // Where faults act on the sender's connection; null: there is none.
  std::shared_ptr<wire::Connection> connection = {};
};

// The only way into a cloud, whether it is embedded, served or replayed: every stimulus is recorded here
// before it acts. Replay and snapshots rest on this, since a run is a function of configuration, seed and
// stimuli.
class Door {
 public:
  explicit Door(wire::Wire& wire) : wire_(wire) {}

  // Opens a trace (keeping the caller's `traceparent`), unless the request belongs to one that is under way,
  // and lets the request through. The answer may take time on the cloud's clock.
  sim::Task<wire::Answer> admit(Request request);

  // The answer of a real call has come: notes it before it acts. `hop` is the one that it answers.
  void note_outgoing_answer(std::uint64_t hop);

  // Runs everything due up to and including `limit` and stands there, unless time is held. Says how many
  // timers fired.
  std::uint64_t advance_to(sim::Time limit);

  // Notes how far time has come by itself (real pace, waits), so that a replay goes as far.
  void note_time();

 private:
  // An outside caller has its own patience; ours only has to end at some time.
  static constexpr sim::Duration kOutsideTimeout = std::chrono::hours(24);

  void record(wire::Stimulus stimulus);
  wire::TraceId trace_of(const Request& request);

  wire::Wire& wire_;
  std::uint64_t last_order_ = 0;
  sim::Time noted_{};
};

}  // namespace droppoint::owner
