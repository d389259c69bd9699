#include "app/control/advances.hpp"

#include <algorithm>
#include <utility>

#include "fakes/cloud_core.hpp"

namespace droppoint::app {

void Advances::add(sim::Duration by, Done done) {
  put({.by = by, .done = std::move(done)});
}

void Advances::add_until(sim::Time target, Done done) {
  put({.target = target, .done = std::move(done)});
}

void Advances::put(Advance advance) {
  waiting_.push_back(std::move(advance));
  if (!going_) go_on();
}

void Advances::drop() {
  const auto dropped = std::exchange(waiting_, {});
  for (const Advance& advance : dropped) advance.done(std::nullopt);
}

void Advances::go_on() {
  going_ = true;
  while (!waiting_.empty()) {
    Advance& advance = waiting_.front();
    sim::Scheduler& scheduler = cloud_.core().scheduler();
    if (!advance.target) {
      advance.target = std::min(sim::saturated_sum(scheduler.now(), advance.by), sim::kLastTime);
    }
    if (!scheduler.held() && *advance.target >= scheduler.now()) {
      advance.events += cloud_.core().door().advance_to(*advance.target);
    }
    if (scheduler.held()) {
      owner_.wait_until([this] { return waiting_.empty() || !cloud_.core().scheduler().held(); },
                        std::chrono::hours(24),
                        [this](bool free) {
                          if (free) return go_on();
                          going_ = false;
                          drop();
                        });
      return;
    }
    const Advance finished = std::move(waiting_.front());
    waiting_.pop_front();
    finished.done(finished.events);
  }
  going_ = false;
}

}  // namespace droppoint::app
