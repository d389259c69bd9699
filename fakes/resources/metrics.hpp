#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/sim/time.hpp"

namespace droppoint::resources {

// The counters behind Azure Monitor: one per resource, metric name and minute of the cloud's clock (PT1M, the
// only grain that Notification Hubs has).
class Metrics {
 public:
  void count(std::string_view resource_id, std::string_view metric, sim::Time at, std::uint64_t amount = 1);

  // Minute (its start) → count, for minutes in [from, to) that counted anything. Resource ids ignore case.
  std::map<sim::Time, std::uint64_t> buckets(std::string_view resource_id, std::string_view metric,
                                             sim::Time from, sim::Time to) const;
  // Over all time.
  std::uint64_t total(std::string_view resource_id, std::string_view metric) const;
  // When the resource is deleted, its metrics are no longer to be had.
  void forget(std::string_view resource_id);

 private:
  using Series = std::map<sim::Time, std::uint64_t>;
  // Lower-case resource id → metric → series.
  std::map<std::string, std::map<std::string, Series, std::less<>>, std::less<>> series_;
};

}  // namespace droppoint::resources
