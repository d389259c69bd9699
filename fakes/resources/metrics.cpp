#include "fakes/resources/metrics.hpp"

#include <chrono>

#include "emulator/http/headers.hpp"

namespace droppoint::resources {
namespace {

sim::Time minute_of(sim::Time at) {
  return sim::Time(std::chrono::floor<std::chrono::minutes>(at.time_since_epoch()));
}

}  // namespace

void Metrics::count(std::string_view resource_id, std::string_view metric, sim::Time at,
                    std::uint64_t amount) {
  auto& metrics = series_[http::to_lower(resource_id)];
  auto found = metrics.find(metric);
  if (found == metrics.end()) found = metrics.emplace(metric, Series{}).first;
  found->second[minute_of(at)] += amount;
}

std::map<sim::Time, std::uint64_t> Metrics::buckets(std::string_view resource_id, std::string_view metric,
                                                    sim::Time from, sim::Time to) const {
  const auto resource = series_.find(http::to_lower(resource_id));
  if (resource == series_.end()) return {};
  const auto found = resource->second.find(metric);
  if (found == resource->second.end() || to <= from) return {};
  return {found->second.lower_bound(from), found->second.lower_bound(to)};
}

std::uint64_t Metrics::total(std::string_view resource_id, std::string_view metric) const {
  std::uint64_t sum = 0;
  for (const auto& [minute, count] : buckets(resource_id, metric, sim::Time::min(), sim::Time::max()))
    sum += count;
  return sum;
}

void Metrics::forget(std::string_view resource_id) {
  series_.erase(http::to_lower(resource_id));
}

}  // namespace droppoint::resources
