#include <nlohmann/json.hpp>

#include "emulator/http/response.hpp"
#include "fakes/monitor/answer_body.hpp"
#include "fakes/monitor/errors.hpp"
#include "fakes/monitor/operations.hpp"

namespace droppoint::fakes::monitor {
namespace {

using nlohmann::ordered_json;

ordered_json definition_of(const MetricName& metric, const std::string& resource) {
  ordered_json definition;
  definition["id"] = resource + "/providers/microsoft.insights/metricdefinitions/" + std::string(metric.name);
  definition["resourceId"] = resource;
  definition["namespace"] = kMetricNamespace;
  definition["name"] = {{"value", metric.name}, {"localizedValue", metric.display_name}};
  definition["displayDescription"] = metric.description;
  definition["isDimensionRequired"] = false;
  definition["unit"] = "Count";
  definition["primaryAggregationType"] = "Total";
  definition["supportedAggregationTypes"] = ordered_json::array({"Total"});
  definition["metricAvailabilities"] = ordered_json::array();
  for (const Grain& grain : all_grains()) {
    ordered_json availability;
    availability["timeGrain"] = grain.text;
    availability["retention"] = "P93D";
    definition["metricAvailabilities"].push_back(std::move(availability));
  }
  return definition;
}

}  // namespace

// https://learn.microsoft.com/rest/api/monitor/metric-definitions/list
http::Response list_metric_definitions(const Call& call) {
  const auto id = resources::parse_hub_id('/' + call.parameters.text("resource"));
  if (!id) return not_emulated("metrics of other resources than notification hubs");
  const HubPlace place = find_hub(call.parts.store, *id);
  if (!place) return resource_not_found(*id);
  const auto metric_namespace = call.target.query("metricnamespace").value_or("");
  if (auto checked = check_metric_namespace(metric_namespace); !checked) return to_response(checked.error());
  const std::string resource = resources::resource_id_of(*place.name_space, *place.hub);
  ordered_json body;
  body["value"] = ordered_json::array();
  for (const MetricName& metric : all_metrics()) body["value"].push_back(definition_of(metric, resource));
  return http::json_response(200, body.dump());
}

}  // namespace droppoint::fakes::monitor
