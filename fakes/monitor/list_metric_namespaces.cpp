#include <algorithm>

#include <nlohmann/json.hpp>

#include "emulator/http/response.hpp"
#include "fakes/monitor/answer_body.hpp"
#include "fakes/monitor/errors.hpp"
#include "fakes/monitor/operations.hpp"

namespace droppoint::fakes::monitor {
namespace {

using nlohmann::ordered_json;

// As the reference's example writes it: the slashes of the namespace become hyphens.
std::string name_of(std::string_view metric_namespace) {
  std::string name(metric_namespace);
  std::replace(name.begin(), name.end(), '/', '-');
  return name;
}

}  // namespace

// A hub has its platform's metrics and no custom ones. `startTime` narrows nothing down, but must be a time.
// https://learn.microsoft.com/rest/api/monitor/metric-namespaces/list
http::Response list_metric_namespaces(const Call& call) {
  const auto id = resources::parse_hub_id('/' + call.parameters.text("resource"));
  if (!id) return not_emulated("metric namespaces of other resources than notification hubs");
  const HubPlace place = find_hub(call.parts.store, *id);
  if (!place) return resource_not_found(*id);
  if (const auto start = call.target.query("startTime"); start && !start->empty())
    if (const auto read = sim::parse_iso8601(*start); !read)
      return bad_request("Invalid startTime: " + read.error().message);
  const std::string name = name_of(kMetricNamespace);
  ordered_json entry;
  entry["id"] = resources::resource_id_of(*place.name_space, *place.hub) +
                "/providers/microsoft.insights/metricNamespaces/" + name;
  entry["name"] = name;
  entry["type"] = "Microsoft.Insights/metricNamespaces";
  entry["classification"] = "Platform";
  entry["properties"] = {{"metricNamespaceName", kMetricNamespace}};
  ordered_json body;
  body["value"] = ordered_json::array({std::move(entry)});
  return http::json_response(200, body.dump());
}

}  // namespace droppoint::fakes::monitor
