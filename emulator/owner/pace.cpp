#include "emulator/owner/pace.hpp"

#include <limits>

#include "emulator/assert.hpp"

namespace droppoint::owner {
namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds kForEver = nanoseconds::max();

// duration × factor ÷ divisor, rounded down, and never more than there is. The duration is not negative.
nanoseconds scaled(nanoseconds duration, std::int64_t factor, std::int64_t divisor) {
  const std::int64_t whole = duration.count() / divisor;
  const std::int64_t rest = duration.count() % divisor * factor / divisor;
  std::int64_t result = 0;
  if (__builtin_mul_overflow(whole, factor, &result) || __builtin_add_overflow(result, rest, &result)) {
    return kForEver;
  }
  return nanoseconds(result);
}

}  // namespace

void Pacer::set(Pace pace, nanoseconds steady, sim::Time now) {
  if (pace.mode != Pace::Mode::scaled) pace.factor = pace.divisor = 1;
  DROPPOINT_ASSERT(pace.factor > 0 && pace.factor <= Pace::kFactorMax && pace.divisor > 0 &&
                       pace.divisor <= Pace::kFactorMax,
                   "a pace is checked where it is read");
  pace_ = pace;
  steady_ = steady;
  now_ = now;
}

sim::Time Pacer::target(nanoseconds steady, sim::Time now) {
  if (!runs()) return now;
  const sim::Time target = sim::saturated_sum(now_, scaled(steady - steady_, pace_.factor, pace_.divisor));
  if (target >= now) return target;
  set(pace_, steady, now);
  return now;
}

std::optional<nanoseconds> Pacer::when(sim::Time due) const {
  if (!runs()) return std::nullopt;
  if (due <= now_) return steady_;
  const nanoseconds ahead = scaled(due - now_, pace_.divisor, pace_.factor);
  // One more, since that was rounded down.
  if (ahead >= kForEver - steady_ - nanoseconds(1)) return kForEver;
  return steady_ + ahead + nanoseconds(1);
}

}  // namespace droppoint::owner
