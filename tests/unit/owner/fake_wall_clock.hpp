#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "emulator/net/wall_clock.hpp"

namespace droppoint::test {

// Real time that a test moves. Who waits on it is woken by that, and must live until advance() returns.
class FakeWallClock final : public net::WallClock {
 public:
  explicit FakeWallClock(sim::Time date) : start_(date) {}

  sim::Time date() const override { return start_ + (steady() - kSteadyStart); }
  std::chrono::nanoseconds steady() const override {
    const std::lock_guard lock(mutex_);
    return steady_;
  }
  void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
            std::optional<std::chrono::nanoseconds> until) override {
    const Waiter waiter{lock.mutex(), &condition};
    {
      const std::lock_guard own(mutex_);
      if (until && *until <= steady_) return;
      waiters_.push_back(waiter);
    }
    condition.wait(lock);
    const std::lock_guard own(mutex_);
    waiters_.erase(std::find(waiters_.begin(), waiters_.end(), waiter));
  }

  void advance(std::chrono::nanoseconds by) {
    std::vector<Waiter> waiting;
    {
      const std::lock_guard lock(mutex_);
      steady_ += by;
      waiting = waiters_;
    }
    for (const auto& [mutex, condition] : waiting) {
      // Whoever holds it has looked at the time already, and waits by the time this has it.
      const std::lock_guard lock(*mutex);
      condition->notify_all();
    }
  }

 private:
  // Unlike the date, and not zero, so that nothing mistakes one for the other.
  static constexpr std::chrono::nanoseconds kSteadyStart = std::chrono::hours(100);
  using Waiter = std::pair<std::mutex*, std::condition_variable*>;

  const sim::Time start_;
  mutable std::mutex mutex_;
  std::chrono::nanoseconds steady_ = kSteadyStart;
  std::vector<Waiter> waiters_;
};

}  // namespace droppoint::test
