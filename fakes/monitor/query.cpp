#include "fakes/monitor/query.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"

namespace droppoint::fakes::monitor {
namespace {

using std::chrono::minutes;

constexpr std::array kGrains{Grain{"PT1M", minutes(1)},    Grain{"PT5M", minutes(5)},
                             Grain{"PT15M", minutes(15)},  Grain{"PT30M", minutes(30)},
                             Grain{"PT1H", minutes(60)},   Grain{"PT6H", minutes(360)},
                             Grain{"PT12H", minutes(720)}, Grain{"P1D", minutes(1440)}};

constexpr std::array kAggregations{Aggregation::total, Aggregation::count, Aggregation::average,
                                   Aggregation::minimum, Aggregation::maximum};

// Answers stay of a size that a client can take: a month of minutes for each of ten metrics.
constexpr std::int64_t kPointsMax = 10 * 31 * 24 * 60;

tl::unexpected<Error> bad(std::string message) {
  return fail("BadRequest", std::move(message));
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view part = http::trim(list.substr(0, comma));
    if (!part.empty()) parts.emplace_back(part);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return parts;
}

sim::Time minute_of(sim::Time time) {
  return sim::Time(std::chrono::floor<minutes>(time.time_since_epoch()));
}

Result<void> read_span(Query& query, const QueryTexts& texts, sim::Time now) {
  query.to = now;
  query.from = now - std::chrono::hours(1);
  if (!texts.to.empty()) {
    const auto to = sim::parse_iso8601(texts.to);
    if (!to) return bad(fmt::format("Invalid end of the timespan: {}", to.error().message));
    query.to = *to;
    query.from = *to - std::chrono::hours(1);
  }
  if (!texts.from.empty()) {
    const auto from = sim::parse_iso8601(texts.from);
    if (!from) return bad(fmt::format("Invalid start of the timespan: {}", from.error().message));
    query.from = *from;
  }
  query.from = minute_of(query.from);
  if (query.to <= query.from) return bad("Invalid timespan: its end is not after its start.");
  if (query.from < sim::Time()) return bad("Invalid timespan: it starts before 1970.");
  return {};
}

Result<void> read_interval(Query& query, std::string_view text) {
  if (text.empty()) return {};
  if (http::equal_ignoring_case(text, "FULL")) {
    query.interval = query.to - query.from;
    query.interval_text = "FULL";
    return {};
  }
  const auto asked = sim::parse_duration(text);
  std::string supported;
  for (const Grain& grain : kGrains) {
    supported += (supported.empty() ? "" : ",") + std::string(grain.text);
    if (asked && *asked == grain.length) {
      query.interval = grain.length;
      query.interval_text = std::string(grain.text);
      return {};
    }
  }
  return bad(fmt::format("Invalid interval: '{}' is not one of {},FULL", excerpt(text), supported));
}

Result<void> read_names(Query& query, std::string_view text) {
  for (const std::string& name : split(text)) {
    const MetricName* metric = find_metric(name);
    if (metric == nullptr) {
      std::string valid;
      for (const MetricName& known : all_metrics()) {
        valid += (valid.empty() ? "" : ",") + std::string(known.name);
      }
      return bad(
          fmt::format("Failed to find metric configuration for provider: Microsoft.NotificationHubs, "
                      "resource Type: namespaces/notificationHubs, metric: {}, Valid metrics: {}",
                      excerpt(name), valid));
    }
    if (std::find(query.metrics.begin(), query.metrics.end(), metric) == query.metrics.end())
      query.metrics.push_back(metric);
  }
  if (query.metrics.empty()) query.metrics.push_back(&all_metrics().front());
  return {};
}

Result<void> read_aggregations(Query& query, std::string_view text) {
  std::vector<Aggregation> asked;
  for (const std::string& name : split(text)) {
    const auto found = std::find_if(kAggregations.begin(), kAggregations.end(), [&](Aggregation candidate) {
      return http::equal_ignoring_case(to_text(candidate), name);
    });
    if (found == kAggregations.end())
      return bad(fmt::format("Invalid aggregation: '{}' is not one of Total,Count,Average,Minimum,Maximum",
                             excerpt(name)));
    if (std::find(asked.begin(), asked.end(), *found) == asked.end()) asked.push_back(*found);
  }
  if (!asked.empty()) query.aggregations = std::move(asked);
  return {};
}

}  // namespace

std::string_view to_text(Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::total:
      return "Total";
    case Aggregation::count:
      return "Count";
    case Aggregation::average:
      return "Average";
    case Aggregation::minimum:
      return "Minimum";
    case Aggregation::maximum:
      return "Maximum";
  }
  return "";
}

std::string_view member_of(Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::total:
      return "total";
    case Aggregation::count:
      return "count";
    case Aggregation::average:
      return "average";
    case Aggregation::minimum:
      return "minimum";
    case Aggregation::maximum:
      return "maximum";
  }
  return "";
}

Result<Query> read_query(const QueryTexts& texts, sim::Time now) {
  Query query;
  if (!texts.metric_namespace.empty() &&
      !http::equal_ignoring_case(texts.metric_namespace, kMetricNamespace)) {
    return bad(
        fmt::format("Detect invalid value: {} for query parameter: 'metricnamespace', the value must "
                    "be: {}",
                    excerpt(texts.metric_namespace), kMetricNamespace));
  }
  if (auto read = read_span(query, texts, now); !read) return tl::unexpected(read.error());
  if (auto read = read_interval(query, texts.interval); !read) return tl::unexpected(read.error());
  if (auto read = read_names(query, texts.names); !read) return tl::unexpected(read.error());
  if (auto read = read_aggregations(query, texts.aggregation); !read) return tl::unexpected(read.error());
  const auto metrics = static_cast<std::int64_t>(query.metrics.size());
  if ((query.to - query.from) / query.interval > kPointsMax / metrics)
    return bad("The timespan holds too many intervals: ask for a shorter one or a longer interval.");
  return query;
}

std::vector<Grain> all_grains() {
  return {kGrains.begin(), kGrains.end()};
}

}  // namespace droppoint::fakes::monitor
