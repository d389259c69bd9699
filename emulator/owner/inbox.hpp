#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "emulator/net/entrance.hpp"
#include "emulator/net/wall_clock.hpp"

namespace droppoint::owner {

// What may wait for the owner, what it is working on included. Control calls have a quota of their own, so
// that a full or stopped cloud can still be advanced, read and reset.
struct InboxLimits {
  std::size_t arrivals = 10'000;
  std::size_t bytes = std::size_t{64} << 20U;
  std::size_t control_arrivals = 64;
  std::size_t control_bytes = std::size_t{32} << 20U;
};

// Hands arrivals and jobs to the owner, in the order in which they came. That order is part of a run.
class Inbox {
 public:
  struct Item {
    // An arrival, with the real date at which it came, or else a job.
    std::optional<net::Arrival> arrival;
    sim::Time arrived{};
    std::function<void()> job;
    // How it is counted.
    bool control = false;
    std::size_t bytes = 0;
  };

  explicit Inbox(InboxLimits limits) : limits_(limits) {}

  // Any thread. False, and the arrival is untouched: full, or closed. One that is alone is never too big.
  bool offer(net::Arrival&& arrival, sim::Time arrived);
  // Any thread. False: closed. Jobs are not bounded: only the program itself posts them.
  bool post(std::function<void()> job);
  // Any thread. Ends the owner's wait.
  void poke();
  void close();
  bool closed() const;

  // The owner's thread.
  std::vector<Item> take();
  bool empty() const;
  // An arrival has been dealt with. True: one was refused before, and there is room again (below half).
  bool handled(const Item& item);
  // Until something came, or it is poked, closed, or `until`.
  void wait(net::WallClock& clock, std::optional<std::chrono::nanoseconds> until);

 private:
  struct Load {
    std::size_t arrivals = 0;
    std::size_t bytes = 0;
    bool refused = false;
  };

  const InboxLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Item> items_;
  // Of ordinary arrivals and of control calls.
  std::array<Load, 2> loads_;
  bool poked_ = false;
  bool closed_ = false;
};

}  // namespace droppoint::owner
