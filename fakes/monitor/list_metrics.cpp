#include <nlohmann/json.hpp>

#include "emulator/http/response.hpp"
#include "fakes/monitor/answer_body.hpp"
#include "fakes/monitor/errors.hpp"
#include "fakes/monitor/operations.hpp"

namespace droppoint::fakes::monitor {
namespace {

QueryTexts read_list_texts(const http::Target& target) {
  const auto text = [&target](std::string_view name) { return target.query(name).value_or(""); };
  return QueryTexts{.span = text("timespan"),
                    .interval = text("interval"),
                    .names = text("metricnames"),
                    .aggregation = text("aggregation"),
                    .metric_namespace = text("metricnamespace"),
                    .filter = text("$filter"),
                    .roll_up_by = text("rollupby"),
                    .top = text("top"),
                    .order_by = text("orderby"),
                    .result_type = text("resultType"),
                    .auto_adjust = text("AutoAdjustTimegrain"),
                    .validate_dimensions = text("ValidateDimensions")};
}

}  // namespace

// https://learn.microsoft.com/rest/api/monitor/metrics/list
http::Response list_metrics(const Call& call) {
  const auto id = resources::parse_hub_id('/' + call.parameters.text("resource"));
  if (!id) return not_emulated("metrics of other resources than notification hubs");
  const HubPlace place = find_hub(call.parts.store, *id);
  if (!place) return resource_not_found(*id);
  const sim::Time now = call.parts.wire.scheduler().now();
  const auto query = read_query(read_list_texts(call.target), now);
  if (!query) return to_response(query.error());
  nlohmann::ordered_json body;
  body["cost"] = 0;
  body.update(answer_body(*query, place, call.parts.metrics, now));
  return http::json_response(200, body.dump());
}

}  // namespace droppoint::fakes::monitor
