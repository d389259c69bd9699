#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "fakes/devices/devices.hpp"

// Doze: between maintenance windows a phone takes only what wakes it. The windows become rarer: these are the
// defaults of Android's DeviceIdleController (idle_to, idle_factor, max_idle_to, idle_pending_to,
// idle_pending_factor, max_idle_pending_to).

namespace droppoint::fakes::devices {
namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kFirstIdle = 1h;
constexpr sim::Duration kLongestIdle = 6h;
constexpr sim::Duration kFirstWindow = 5min;
constexpr sim::Duration kLongestWindow = 10min;
constexpr int kFactor = 2;

}  // namespace

void Devices::follow_doze(const Device& device) {
  const auto running = doze_cycles_.find(device.name);
  if (!device.dozes) {
    if (running != doze_cycles_.end()) doze_cycles_.erase(running);
    return;
  }
  if (running != doze_cycles_.end()) return;
  DozeCycle cycle{.idle = kFirstIdle, .window = kFirstWindow};
  sim::Scheduler& scheduler = wire_.scheduler();
  cycle.timer = scheduler.at(scheduler.now() + cycle.idle, sim::Weight::background,
                             [this, name = device.name] { turn_doze(name); });
  doze_cycles_.insert_or_assign(device.name, std::move(cycle));
}

// Opens a maintenance window, or closes it and makes the next one later.
void Devices::turn_doze(const std::string& name) {
  Device* device = find(name);
  const auto found = doze_cycles_.find(name);
  if (device == nullptr || found == doze_cycles_.end()) return;
  DozeCycle& cycle = found->second;
  device->in_maintenance = !device->in_maintenance;
  sim::Duration next = cycle.window;
  if (!device->in_maintenance) {
    cycle.idle = std::min(cycle.idle * kFactor, kLongestIdle);
    cycle.window = std::min(cycle.window * kFactor, kLongestWindow);
    next = cycle.idle;
  }
  sim::Scheduler& scheduler = wire_.scheduler();
  // The timer that runs now is this one: what it captured goes with it.
  std::string kept = name;
  cycle.timer =
      scheduler.at(scheduler.now() + next, sim::Weight::background, [this, kept] { turn_doze(kept); });
  const wire::TraceId trace = wire_.ledger().open_trace();
  scheduler.spawn(tell_connection(trace, kept), "doze of " + kept);
}

}  // namespace droppoint::fakes::devices
