#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/hop.hpp"
#include "emulator/wire/http2_fault.hpp"

namespace droppoint::wire {

// What a fault does to an exchange that it strikes.
struct Respond {
  int status = 500;
  http::Headers headers = {};
  http::Body body = {};
};
struct Delay {
  sim::Duration by{};
};
// The request is lost: the sender waits until its time-out.
struct Drop {};
// The connection breaks without an answer.
struct Reset {};
// More than that many in one second of the cloud's clock are answered 429.
struct Throttle {
  std::uint32_t per_second = 1;
};
using FaultEffect = std::variant<Respond, Delay, Drop, Reset, Throttle, Http2Effect>;
// "respond", "http2 goaway".
std::string name_of(const FaultEffect& effect);

// Which exchanges a fault strikes: each given part must match.
struct FaultMatch {
  std::optional<Party> from = {};
  std::optional<Party> to = {};
  // Ignores case.
  std::optional<std::string> method = {};
  // The target without its query; `*` stands for any run of characters.
  std::optional<std::string> path = {};
  // Each header must be there with a value that the pattern (`*` as above) matches.
  std::vector<std::pair<std::string, std::string>> headers = {};
  // Must occur in the body.
  std::optional<std::string> body = {};
};

struct Fault {
  FaultId id = {};
  FaultMatch match = {};
  // How many matching exchanges pass first, and how many are struck then (all, if not given).
  std::uint64_t after = 0;
  std::optional<std::uint64_t> times = {};
  std::uint32_t probability_per_million = 1'000'000;
  // The part of the cloud's time, counted from when the fault was added, in which it acts.
  sim::Duration window_start{};
  std::optional<sim::Duration> window_length = {};
  FaultEffect effect = Reset{};

  sim::Time added_at{};
  std::uint64_t matched = 0;
  std::uint64_t struck = 0;
};

// `*` stands for any run of characters, everything else for itself.
bool matches_pattern(std::string_view pattern, std::string_view text);

// The rules that change what happens to matching exchanges, in the order in which they were added.
class Faults {
 public:
  explicit Faults(sim::Random random) : random_(random) {}

  FaultId add(Fault fault, sim::Time now);
  bool remove(FaultId id);
  void clear();
  // Told of each that is removed or cleared: what it did may last until then.
  void on_removed(std::function<void(FaultId)> tell) { on_removed_ = std::move(tell); }
  const std::vector<Fault>& list() const { return faults_; }

  struct Strike {
    FaultId fault;
    FaultEffect effect;
  };
  // The first fault that strikes this exchange, counted. Control calls are never struck. A Throttle that is
  // not exceeded does not strike; one that is comes back as Respond.
  std::optional<Strike> strike(const Hop& hop, sim::Time now);

 private:
  struct Bucket {
    FaultId fault;
    std::int64_t second = 0;
    std::uint32_t count = 0;
  };
  bool exceeds(FaultId fault, const Throttle& throttle, sim::Time now);

  sim::Random random_;
  std::uint64_t last_id_ = 0;
  std::vector<Fault> faults_;
  std::vector<Bucket> buckets_;
  std::function<void(FaultId)> on_removed_;
};

}  // namespace droppoint::wire
