#include <nlohmann/json.hpp>

#include "emulator/http/response.hpp"
#include "fakes/monitor/answer_body.hpp"
#include "fakes/monitor/errors.hpp"
#include "fakes/monitor/operations.hpp"

namespace droppoint::fakes::monitor {
namespace {

Result<QueryTexts> read_texts(const http::Target& target) {
  const auto text = [&target](std::string_view name) { return target.query(name).value_or(""); };
  QueryTexts texts{.interval = text("interval"),
                   .names = text("metricnames"),
                   .aggregation = text("aggregation"),
                   .metric_namespace = text("metricnamespace")};
  if (!text("$filter").empty())
    return fail("BadRequest", "The metrics of a notification hub have no dimension to filter by.");
  const std::string_view span = text("timespan");
  if (span.empty()) return texts;
  const std::size_t slash = span.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == span.size())
    return fail("BadRequest", "Invalid timespan: write it as start/end, both in ISO 8601.");
  texts.from = span.substr(0, slash);
  texts.to = span.substr(slash + 1);
  return texts;
}

}  // namespace

// https://learn.microsoft.com/rest/api/monitor/metrics/list
http::Response list_metrics(const Call& call) {
  const auto id = resources::parse_hub_id('/' + call.parameters.text("resource"));
  if (!id) return not_emulated("metrics of other resources than notification hubs");
  const HubPlace place = find_hub(call.parts.store, *id);
  if (!place) return resource_not_found(*id);
  const sim::Time now = call.parts.wire.scheduler().now();
  const auto texts = read_texts(call.target);
  if (!texts) return to_response(texts.error());
  const auto query = read_query(*texts, now);
  if (!query) return to_response(query.error());
  nlohmann::ordered_json body;
  body["cost"] = 0;
  body.update(answer_body(*query, place, call.parts.metrics, now));
  return http::json_response(200, body.dump());
}

}  // namespace droppoint::fakes::monitor
