#pragma once

#include <coroutine>
#include <string>
#include <utility>
#include <vector>

#include "emulator/sim/scheduler.hpp"

namespace droppoint::fakes::communication_services::channel {

// One request that waits until there is something to answer with, or its time is over.
class Poll {
 public:
  Poll(sim::Scheduler& scheduler, sim::Duration longest) : scheduler_(scheduler) {
    timeout_ = scheduler.at(sim::saturated_sum(scheduler.now(), longest), sim::Weight::background,
                            [this] { end(); });
  }

  // Lets whoever waits go on, at this instant.
  void end() {
    ended_ = true;
    timeout_.cancel();
    if (waiter_) scheduler_.post(std::exchange(waiter_, {}));
  }

  struct Awaiter {
    Poll* poll;
    bool await_ready() const noexcept { return poll->ended_; }
    void await_suspend(std::coroutine_handle<> waiter) const noexcept { poll->waiter_ = waiter; }
    void await_resume() const noexcept {}
  };
  // Waited for once.
  Awaiter ended() { return {this}; }

  // What it is answered with where its session is over.
  std::vector<std::string> last_packets;

 private:
  sim::Scheduler& scheduler_;
  sim::Timer timeout_;
  std::coroutine_handle<> waiter_;
  bool ended_ = false;
};

}  // namespace droppoint::fakes::communication_services::channel
