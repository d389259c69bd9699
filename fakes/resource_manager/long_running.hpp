#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "emulator/sim/random.hpp"
#include "emulator/sim/scheduler.hpp"

namespace droppoint::fakes::resource_manager {

// Operations that go on after their answer (Azure-AsyncOperation, Location), on the cloud's clock.
class LongRunning {
 public:
  struct Operation {
    std::string id;
    // Of the resource that it is about.
    std::string resource_id;
    // Its status until it is done: "Creating", "Deleting".
    std::string running;
    sim::Time started{};
    sim::Time due{};
    sim::Timer timer = {};

    bool done(sim::Time now) const { return due <= now; }
  };

  LongRunning(sim::Scheduler& scheduler, sim::Random ids) : scheduler_(scheduler), ids_(ids) {}

  // `at_end` runs when `takes` has passed: at once if that is zero. The returned operation stays valid until
  // the next one begins.
  const Operation& begin(std::string resource_id, std::string running, sim::Duration takes,
                         std::function<void()> at_end);
  // Ids ignore case. Null when unknown or long forgotten.
  const Operation* find(std::string_view id) const;
  // What is going on with the resource ("Creating", "Deleting"), else "Succeeded".
  std::string provisioning_state(std::string_view resource_id) const;

 private:
  static constexpr std::size_t kOperationsMax = 10'000;

  sim::Scheduler& scheduler_;
  sim::Random ids_;
  std::deque<Operation> operations_;
};

}  // namespace droppoint::fakes::resource_manager
