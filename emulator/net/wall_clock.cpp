#include "emulator/net/wall_clock.hpp"

#include <algorithm>

namespace droppoint::net {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

// Some libraries add to a deadline; one that far ahead would overflow.
constexpr nanoseconds kWaitMax = std::chrono::hours(24);

}  // namespace

sim::Time SystemWallClock::date() const {
  return sim::Time(std::chrono::duration_cast<nanoseconds>(system_clock::now().time_since_epoch()));
}

nanoseconds SystemWallClock::steady() const {
  return std::chrono::duration_cast<nanoseconds>(steady_clock::now().time_since_epoch());
}

void SystemWallClock::wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
                           std::optional<nanoseconds> until) {
  if (!until) {
    condition.wait(lock);
    return;
  }
  const nanoseconds bounded = std::min(*until, steady() + kWaitMax);
  condition.wait_until(lock, steady_clock::time_point(bounded));
}

}  // namespace droppoint::net
