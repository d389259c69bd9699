#include "fakes/monitor/query.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"

namespace droppoint::fakes::monitor {
namespace {

constexpr std::size_t kNamesMax = 20;

constexpr std::array kAggregations{Aggregation::total, Aggregation::count, Aggregation::average,
                                   Aggregation::minimum, Aggregation::maximum};

// Answers stay of a size that a client can take: a month of minutes for each of ten metrics.
constexpr std::int64_t kPointsMax = 10 * 31 * 24 * 60;

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

Result<void> read_names(Query& query, std::string_view text) {
  const std::vector<std::string> names = split(text);
  // "At most 20 metric names can be specified", says the reference; how it is refused is not known.
  if (names.size() > kNamesMax)
    return bad_query(fmt::format("At most {} metric names can be specified.", kNamesMax));
  for (const std::string& name : names) {
    const MetricName* metric = find_metric(name);
    if (metric == nullptr) {
      std::string valid;
      for (const MetricName& known : all_metrics()) {
        valid += (valid.empty() ? "" : ",") + std::string(known.name);
      }
      return bad_query(
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
      return bad_query(fmt::format(
          "Invalid aggregation: '{}' is not one of Total,Count,Average,Minimum,Maximum", excerpt(name)));
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

tl::unexpected<Error> bad_query(std::string message) {
  return fail("BadRequest", std::move(message));
}

Result<void> check_metric_namespace(std::string_view text) {
  if (text.empty() || http::equal_ignoring_case(text, kMetricNamespace)) return {};
  return bad_query(
      fmt::format("Detect invalid value: {} for query parameter: 'metricnamespace', the value must be: {}",
                  excerpt(text), kMetricNamespace));
}

Result<Query> read_query(const QueryTexts& texts, sim::Time now) {
  Query query;
  if (auto read = check_metric_namespace(texts.metric_namespace); !read) return tl::unexpected(read.error());
  if (auto read = read_span(query, texts, now); !read) return tl::unexpected(read.error());
  if (auto read = read_interval(query, texts); !read) return tl::unexpected(read.error());
  if (auto read = read_names(query, texts.names); !read) return tl::unexpected(read.error());
  if (auto read = read_aggregations(query, texts.aggregation); !read) return tl::unexpected(read.error());
  if (auto read = read_shape(query, texts); !read) return tl::unexpected(read.error());
  const auto metrics = static_cast<std::int64_t>(query.metrics.size());
  if ((query.to - query.from) / query.interval > kPointsMax / metrics)
    return bad_query("The timespan holds too many intervals: ask for a shorter one or a longer interval.");
  return query;
}

}  // namespace droppoint::fakes::monitor
