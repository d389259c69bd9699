#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "emulator/sim/time.hpp"

namespace droppoint::owner {

// When the cloud's time may move by itself.
struct Pace {
  enum class Mode : std::uint8_t {
    // With real time.
    real,
    // `factor` seconds in `divisor` real seconds.
    scaled,
    // Only by an advance.
    manual,
    // Only while something waits for it, and then at once.
    skip,
  };
  static constexpr std::uint32_t kFactorMax = 1'000'000;

  Mode mode = Mode::real;
  // scaled only; both from 1 to kFactorMax.
  std::uint32_t factor = 1;
  std::uint32_t divisor = 1;

  friend bool operator==(const Pace&, const Pace&) = default;
};

// Says where the cloud's clock should stand by real time, counted from the moment at which it was set.
class Pacer {
 public:
  Pacer(Pace pace, std::chrono::nanoseconds steady, sim::Time now) { set(pace, steady, now); }

  void set(Pace pace, std::chrono::nanoseconds steady, sim::Time now);
  const Pace& pace() const { return pace_; }
  bool runs() const { return pace_.mode == Pace::Mode::real || pace_.mode == Pace::Mode::scaled; }

  // Never before `now`: if the clock was moved ahead by an advance, time goes on from there. `now` itself in
  // the modes that do not run.
  sim::Time target(std::chrono::nanoseconds steady, sim::Time now);
  // When target() will have reached `due`. Nothing in the modes that do not run.
  std::optional<std::chrono::nanoseconds> when(sim::Time due) const;

 private:
  Pace pace_;
  std::chrono::nanoseconds steady_{};
  sim::Time now_{};
};

}  // namespace droppoint::owner
