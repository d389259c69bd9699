#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/monitor/metric_names.hpp"

namespace droppoint::fakes::monitor {

enum class Aggregation : std::uint8_t { total, count, average, minimum, maximum };
// "Total", and "total" as data points name it.
std::string_view to_text(Aggregation aggregation);
std::string_view member_of(Aggregation aggregation);

// What a query asks, once understood. Times are whole minutes: a span begins at the start of the minute in
// which it was said to begin.
struct Query {
  sim::Time from{};
  sim::Time to{};
  // As ISO 8601, and as it is answered: "PT1M", "FULL".
  sim::Duration interval = std::chrono::minutes(1);
  std::string interval_text = "PT1M";
  std::vector<const MetricName*> metrics = {};
  std::vector<Aggregation> aggregations = {Aggregation::total};
};

// The texts of a query as they came; empty ones were not given.
struct QueryTexts {
  std::string_view from = {};
  std::string_view to = {};
  std::string_view interval = {};
  std::string_view names = {};
  std::string_view aggregation = {};
  std::string_view metric_namespace = {};
};

// Fails with "BadRequest" and Monitor's message. Without a span it is the last hour before `now`.
Result<Query> read_query(const QueryTexts& texts, sim::Time now);

// The grains that Monitor offers, in minutes.
// https://learn.microsoft.com/rest/api/monitor/metrics/list
struct Grain {
  std::string_view text;
  std::chrono::minutes length;
};
std::vector<Grain> all_grains();

}  // namespace droppoint::fakes::monitor
