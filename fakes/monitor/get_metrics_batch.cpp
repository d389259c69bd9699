#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/http/headers.hpp"
#include "emulator/http/response.hpp"
#include "fakes/monitor/answer_body.hpp"
#include "fakes/monitor/errors.hpp"
#include "fakes/monitor/operations.hpp"

namespace droppoint::fakes::monitor {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kResourcesMax = 50;

QueryTexts read_batch_texts(const http::Target& target) {
  const auto text = [&target](std::string_view name) { return target.query(name).value_or(""); };
  return QueryTexts{.from = text("starttime"),
                    .to = text("endtime"),
                    .interval = text("interval"),
                    .names = text("metricnames"),
                    .aggregation = text("aggregation"),
                    .metric_namespace = text("metricnamespace"),
                    .filter = text("filter"),
                    .roll_up_by = text("rollupby"),
                    .top = text("top"),
                    .order_by = text("orderby")};
}

Result<std::vector<std::string>> read_resources(const http::Request& request) {
  const auto body = nlohmann::json::parse(http::bytes_of(request.body), nullptr, false);
  const auto ids = body.is_object() ? body.find("resourceids") : body.end();
  if (ids == body.end() || !ids->is_array() || ids->empty() || ids->size() > kResourcesMax)
    return fail("BadRequest", "The body needs \"resourceids\", an array of 1 to 50 resource ids.");
  std::vector<std::string> resources;
  for (const auto& id : *ids) {
    if (!id.is_string()) return fail("BadRequest", "A resource id is no text.");
    resources.push_back(id.get<std::string>());
  }
  return resources;
}

// The data plane has the envelope that queries of one resource have not.
http::Response refused(const Error& error) {
  return arm_error(400, error.code, error.message);
}

}  // namespace

// The data plane's query over several resources:
// https://learn.microsoft.com/rest/api/monitor/metrics-batch/batch
http::Response get_metrics_batch(const Call& call) {
  const auto ids = read_resources(call.request);
  if (!ids) return refused(ids.error());
  const sim::Time now = call.parts.wire.scheduler().now();
  const QueryTexts texts = read_batch_texts(call.target);
  // Unlike in a query of one resource, these two are required.
  for (const auto& [name, text] :
       {std::pair<std::string_view, std::string_view>{"metricnamespace", texts.metric_namespace},
        std::pair<std::string_view, std::string_view>{"metricnames", texts.names}})
    if (text.empty())
      return refused(Error{"BadRequest", "The parameter " + std::string(name) + " is required."});
  const auto query = read_query(texts, now);
  if (!query) return refused(query.error());

  ordered_json body;
  body["values"] = ordered_json::array();
  for (const std::string& text : *ids) {
    const auto id = resources::parse_hub_id(text);
    if (!id) return not_emulated("metrics of other resources than notification hubs");
    if (!http::equal_ignoring_case(id->subscription, call.parameters.text("subscription")))
      return refused(Error{"BadRequest", "A resource id is of another subscription than the address."});
    const HubPlace place = find_hub(call.parts.store, *id);
    if (!place) return resource_not_found(*id);
    ordered_json value;
    value["starttime"] = sim::to_iso8601(query->from);
    value["endtime"] = sim::to_iso8601(query->to);
    value["resourceid"] = resources::resource_id_of(*place.name_space, *place.hub);
    value.update(answer_body(*query, place, call.parts.metrics, now));
    value.erase("timespan");
    body["values"].push_back(std::move(value));
  }
  return http::json_response(200, body.dump());
}

}  // namespace droppoint::fakes::monitor
