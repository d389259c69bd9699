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
  // Of each metric only its series are asked for, without data.
  bool metadata_only = false;
};

// The texts of a query as they came; empty ones were not given.
struct QueryTexts {
  // "start/end", either of which may be a duration, or a duration alone, which ends now.
  std::string_view span = {};
  std::string_view from = {};
  std::string_view to = {};
  std::string_view interval = {};
  std::string_view names = {};
  std::string_view aggregation = {};
  std::string_view metric_namespace = {};
  std::string_view filter = {};
  std::string_view roll_up_by = {};
  std::string_view top = {};
  std::string_view order_by = {};
  std::string_view result_type = {};
  std::string_view auto_adjust = {};
  std::string_view validate_dimensions = {};
};

// The error "BadRequest" with Monitor's message, which every reader of a query fails with.
tl::unexpected<Error> bad_query(std::string message);

// Fails with "BadRequest" and Monitor's message. Without a span it is the last hour before `now`.
Result<Query> read_query(const QueryTexts& texts, sim::Time now);

// Fails where a text is given and is not the namespace of a hub's metrics.
Result<void> check_metric_namespace(std::string_view text);

// The parameters that divide or shorten what is answered. A hub's metrics have no dimension and one series
// each, so there is nothing to divide; what makes no sense is refused all the same. `query.metrics` is read.
Result<void> read_shape(Query& query, const QueryTexts& texts);

// How long metrics are kept: 93 days.
inline constexpr std::chrono::hours kRetention{93 * 24};
// Fails with the text of what is wrong with the timespan.
Result<void> read_span(Query& query, const QueryTexts& texts, sim::Time now);
// After the span. `auto_adjust` takes the nearest grain that is offered instead of refusing.
Result<void> read_interval(Query& query, const QueryTexts& texts);

// The grains that Monitor offers, in minutes.
// https://learn.microsoft.com/rest/api/monitor/metrics/list
struct Grain {
  std::string_view text;
  std::chrono::minutes length;
};
std::vector<Grain> all_grains();

}  // namespace droppoint::fakes::monitor
