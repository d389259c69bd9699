#include "fakes/monitor/answer_body.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::monitor {
namespace {

using nlohmann::ordered_json;
using Buckets = std::map<sim::Time, std::uint64_t>;

constexpr sim::Duration kMinute = std::chrono::minutes(1);

// What was counted in [from, to), minute by minute.
struct Samples {
  std::uint64_t total = 0;
  std::uint64_t minimum = 0;
  std::uint64_t maximum = 0;
  std::int64_t minutes = 0;
};

Samples read(const Buckets& buckets, sim::Time from, sim::Time to) {
  Samples samples;
  // A minute that has begun counts as one.
  samples.minutes = std::max<std::int64_t>((to - from + kMinute - sim::Duration(1)) / kMinute, 1);
  std::int64_t counted = 0;
  for (auto bucket = buckets.lower_bound(from); bucket != buckets.end() && bucket->first < to; ++bucket) {
    samples.total += bucket->second;
    samples.maximum = std::max(samples.maximum, bucket->second);
    samples.minimum = counted == 0 ? bucket->second : std::min(samples.minimum, bucket->second);
    ++counted;
  }
  if (counted < samples.minutes) samples.minimum = 0;
  return samples;
}

// Only totals are documented for hubs. The others are taken over the minutes of an interval, which are the
// samples that Monitor keeps.
double value_of(const Samples& samples, Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::total:
      break;
    case Aggregation::count:
      return static_cast<double>(samples.minutes);
    case Aggregation::average:
      return static_cast<double>(samples.total) / static_cast<double>(samples.minutes);
    case Aggregation::minimum:
      return static_cast<double>(samples.minimum);
    case Aggregation::maximum:
      return static_cast<double>(samples.maximum);
  }
  return static_cast<double>(samples.total);
}

ordered_json data_points(const Query& query, const Buckets& buckets, sim::Time now) {
  ordered_json points = ordered_json::array();
  for (sim::Time at = query.from; at < query.to && at <= now; at += query.interval) {
    const sim::Time end = std::min({at + query.interval, query.to, std::max(now, at + kMinute)});
    const Samples samples = read(buckets, at, end);
    ordered_json point;
    point["timeStamp"] = sim::to_iso8601(at);
    for (const Aggregation aggregation : query.aggregations)
      point[std::string(member_of(aggregation))] = value_of(samples, aggregation);
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace

HubPlace find_hub(resources::Store& store, const resources::HubId& id) {
  const resources::Namespace* name_space = store.find_namespace(id.name_space);
  if (name_space == nullptr || !http::equal_ignoring_case(name_space->subscription, id.subscription) ||
      !http::equal_ignoring_case(name_space->resource_group, id.resource_group)) {
    return {};
  }
  return {name_space, store.find_hub(id.name_space, id.hub)};
}

ordered_json answer_body(const Query& query, const HubPlace& place, const resources::Metrics& metrics,
                         sim::Time now) {
  const std::string resource = resources::resource_id_of(*place.name_space, *place.hub);
  ordered_json body;
  body["timespan"] = sim::to_iso8601(query.from) + '/' + sim::to_iso8601(query.to);
  // "This is not present if a metadata request was made."
  if (!query.metadata_only) body["interval"] = query.interval_text;
  body["namespace"] = kMetricNamespace;
  body["resourceregion"] = place.hub->location;
  body["value"] = ordered_json::array();
  for (const MetricName* metric : query.metrics) {
    const Buckets buckets = metrics.buckets(resource, metric->name, query.from, query.to);
    ordered_json series;
    series["metadatavalues"] = ordered_json::array();
    if (!query.metadata_only) series["data"] = data_points(query, buckets, now);
    ordered_json value;
    value["id"] = resource + "/providers/Microsoft.Insights/metrics/" + std::string(metric->name);
    value["type"] = "Microsoft.Insights/metrics";
    value["name"] = {{"value", metric->name}, {"localizedValue", metric->display_name}};
    value["displayDescription"] = metric->description;
    value["unit"] = "Count";
    value["timeseries"] = ordered_json::array({std::move(series)});
    value["errorCode"] = "Success";
    body["value"].push_back(std::move(value));
  }
  return body;
}

}  // namespace droppoint::fakes::monitor
