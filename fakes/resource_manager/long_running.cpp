#include "fakes/resource_manager/long_running.hpp"

#include <utility>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::resource_manager {

const LongRunning::Operation& LongRunning::begin(std::string resource_id, std::string running,
                                                 sim::Duration takes, std::function<void()> at_end) {
  // Only what is done may be forgotten: an operation under way still has to happen.
  while (operations_.size() >= kOperationsMax && operations_.front().done(scheduler_.now()))
    operations_.pop_front();
  const sim::Time now = scheduler_.now();
  operations_.push_back(
      Operation{ids_.uuid(), std::move(resource_id), std::move(running), now, now + takes, {}});
  if (takes > sim::Duration::zero()) {
    operations_.back().timer = scheduler_.at(now + takes, sim::Weight::work, std::move(at_end));
  } else {
    at_end();
  }
  return operations_.back();
}

const LongRunning::Operation* LongRunning::find(std::string_view id) const {
  for (auto operation = operations_.rbegin(); operation != operations_.rend(); ++operation)
    if (http::equal_ignoring_case(operation->id, id)) return &*operation;
  return nullptr;
}

std::string LongRunning::provisioning_state(std::string_view resource_id) const {
  for (auto operation = operations_.rbegin(); operation != operations_.rend(); ++operation) {
    const bool running = !operation->done(scheduler_.now());
    if (running && http::equal_ignoring_case(operation->resource_id, resource_id)) return operation->running;
  }
  return "Succeeded";
}

}  // namespace droppoint::fakes::resource_manager
