#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "emulator/sim/time.hpp"

namespace droppoint::net {

// Real time, for those who must meet it: the pace of a served cloud and the patience of who waits. Tests hand
// in one that they move. Any thread.
class WallClock {
 public:
  virtual ~WallClock() = default;

  // The date that real clients go by. Jumps when the machine's clock is set.
  virtual sim::Time date() const = 0;
  // Real time since some moment. Never goes back.
  virtual std::chrono::nanoseconds steady() const = 0;
  // Waits until `condition` is notified or, if there is an `until`, steady() has reached it. May also return
  // for no reason.
  virtual void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
                    std::optional<std::chrono::nanoseconds> until) = 0;
};

// The machine's.
class SystemWallClock final : public WallClock {
 public:
  sim::Time date() const override;
  std::chrono::nanoseconds steady() const override;
  void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
            std::optional<std::chrono::nanoseconds> until) override;
};

}  // namespace droppoint::net
