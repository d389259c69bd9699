#include "fakes/notification_hubs/usage.hpp"

#include <chrono>

#include <fmt/format.h>

#include "emulator/http/headers.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/tiers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// What the real service asks for is not known. Short, since clients wait for it in real time.
constexpr sim::Duration kQuotaPause = std::chrono::seconds(60);
constexpr sim::Duration kThrottlePause = std::chrono::seconds(1);

std::int64_t month_of(sim::Time now) {
  const std::chrono::sys_time<std::chrono::nanoseconds> instant(now.time_since_epoch());
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
  return static_cast<int>(date.year()) * 12LL + static_cast<unsigned>(date.month());
}

Refusal over_limit(const Call& call, std::string message, std::string_view cause, std::string detail,
                   sim::Duration retry_after) {
  const int status = is_from(call, "2020-06") ? 429 : 403;
  return Refusal{.status = status,
                 .message = std::move(message),
                 .cause = std::string(cause),
                 .detail = fmt::format("{}; the hub answered {}", detail, status),
                 .retry_after = retry_after};
}

}  // namespace

Usage::Counter& Usage::counter_of(std::map<std::string, Counter>& counters, std::string_view name_space,
                                  std::int64_t period) {
  Counter& counter = counters[http::to_lower(name_space)];
  if (counter.period != period) counter = {.period = period};
  return counter;
}

bool Usage::take_request(std::string_view name_space, std::uint64_t most, sim::Time now) {
  Counter& counter = counter_of(requests_, name_space, sim::unix_seconds(now));
  if (counter.count >= most) return false;
  ++counter.count;
  return true;
}

void Usage::add_pushes(std::string_view name_space, std::uint64_t count, sim::Time now) {
  counter_of(pushes_, name_space, month_of(now)).count += count;
}

std::uint64_t Usage::pushes_this_month(std::string_view name_space, sim::Time now) const {
  const auto known = pushes_.find(http::to_lower(name_space));
  return known == pushes_.end() || known->second.period != month_of(now) ? 0 : known->second.count;
}

std::optional<Refusal> check_usage(Core& core, const Call& call, bool sends) {
  const resources::Limits limits = limits_of(*call.name_space);
  const std::string& name = call.name_space->name;
  if (limits.requests_per_second && !core.usage.take_request(name, *limits.requests_per_second, core.now())) {
    return throttled(
        call, fmt::format("namespace {} takes {} requests a second", name, *limits.requests_per_second));
  }
  if (!sends || !limits.sends_per_month) return std::nullopt;
  const std::uint64_t used = core.usage.pushes_this_month(name, core.now());
  if (used < *limits.sends_per_month) return std::nullopt;
  return quota_exceeded(call, "pushes of this month",
                        fmt::format("namespace {} has sent {} pushes this month, and {} are allowed", name,
                                    used, *limits.sends_per_month));
}

Refusal quota_exceeded(const Call& call, std::string_view of_what, std::string detail) {
  return over_limit(call, fmt::format("The quota of the namespace is exceeded: {}", of_what),
                    "hub-quota-exceeded", std::move(detail), kQuotaPause);
}

// "Throttled" is the name of code 42900 in the .NET client's list; the form is that of a recorded 409.
Refusal throttled(const Call& call, std::string detail) {
  return over_limit(call, "SubCode=42900. Throttled", "hub-throttled", std::move(detail), kThrottlePause);
}

}  // namespace droppoint::fakes::notification_hubs
