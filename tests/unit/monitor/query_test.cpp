#include "tests/unit/monitor/monitor_world.hpp"

namespace droppoint::test {
namespace {

constexpr std::string_view kHour = "metricnames=incoming&timespan=2026-01-01T00:00:00Z/2026-01-01T01:00:00Z&";

std::string refusal_of(MonitorWorld& world, const std::string& query) {
  const http::Response answer = world.metrics_of(query);
  if (answer.status != 400) return std::to_string(answer.status);
  CHECK(body_of(answer)["code"] == "BadRequest");
  return body_of(answer)["message"];
}

}  // namespace

TEST_CASE("a timespan is two times, a time and a duration, or a duration alone") {
  MonitorWorld world;
  world.advance(std::chrono::hours(3));
  struct Row {
    const char* span;
    const char* answered;
  };
  const Row row =
      GENERATE(Row{"2026-01-01T01:00:00Z/2026-01-01T02:00:00Z", "2026-01-01T01:00:00Z/2026-01-01T02:00:00Z"},
               Row{"2026-01-01T01:00:00Z/PT30M", "2026-01-01T01:00:00Z/2026-01-01T01:30:00Z"},
               Row{"PT30M/2026-01-01T02:00:00Z", "2026-01-01T01:30:00Z/2026-01-01T02:00:00Z"},
               Row{"PT2H", "2026-01-01T01:00:00Z/2026-01-01T03:00:00Z"},
               Row{"2026-01-01T02:00:00%2B01:00/PT1H", "2026-01-01T01:00:00Z/2026-01-01T02:00:00Z"});
  CHECK(world.read(std::string("timespan=") + row.span)["timespan"] == row.answered);
}

TEST_CASE("a timespan of another form is refused in the service's words") {
  MonitorWorld world;
  const std::string forms =
      ", supported Iso 8601 time interval format: (Datetime/Datetime, Datetime/Duration, Duration/Datetime, "
      "Duration)";
  for (const std::string text : {"yesterday", "1h", "PT1H/PT1H", "2026-01-01T00:00:00Z", "PT0S", "/"})
    CHECK(refusal_of(world, "timespan=" + text) == "Detected invalid time interval input: " + text + forms);
  // A plus that is not encoded is a space, as .NET users found out.
  CHECK(refusal_of(world, "timespan=2026-01-01T00:00:00+01:00/PT1H") ==
        "Detected invalid time interval input: 2026-01-01T00:00:00 01:00/PT1H" + forms);
}

TEST_CASE("metrics are kept for 93 days") {
  MonitorWorld world;
  world.advance(std::chrono::hours(24 * 94));
  CHECK(refusal_of(world, "timespan=2026-01-01T00:00:00Z/2026-01-01T01:00:00Z") ==
        "Query endTime: 2026-01-01T01:00:00Z is out of the Max metrics retention period: 93.00:00:00");
  CHECK(refusal_of(world, "timespan=2026-01-03T00:00:00Z/2026-01-03T01:00:00Z") == "200");
}

TEST_CASE("an interval that is not offered is refused, or adjusted where that is asked") {
  MonitorWorld world;
  world.advance(std::chrono::hours(2));
  const std::string hour(kHour);
  CHECK(refusal_of(world, hour + "interval=PT3M") ==
        "Invalid time grain duration: PT3M, supported ones are: "
        "00:01:00,00:05:00,00:15:00,00:30:00,01:00:00,06:00:00,12:00:00,1.00:00:00");
  CHECK(
      refusal_of(world, hour + "interval=PT3M&AutoAdjustTimegrain=false").starts_with("Invalid time grain"));
  struct Row {
    const char* asked;
    const char* answered;
  };
  // The last of these is as in the reference's example: the interval is longer than the timespan.
  const Row row =
      GENERATE(Row{"PT2M", "PT1M"}, Row{"PT4M", "PT5M"}, Row{"PT29M", "PT30M"}, Row{"PT6H", "PT1H"});
  const json body = world.read(hour + "AutoAdjustTimegrain=true&interval=" + row.asked);
  CHECK(body["interval"] == row.answered);
  CHECK(
      refusal_of(world, hour + "AutoAdjustTimegrain=true&interval=often").starts_with("Invalid time grain"));
  CHECK(refusal_of(world, hour + "AutoAdjustTimegrain=perhaps").starts_with("Invalid AutoAdjustTimegrain"));
}

TEST_CASE("a hub's metrics have no dimension to filter or to roll up by") {
  MonitorWorld world;
  const std::string hour(kHour);
  CHECK(refusal_of(world, hour + "$filter=Tier%20eq%20'*'") ==
        "Metric: incoming does not support requested dimension combination: tier, supported ones are: ");
  CHECK(refusal_of(world, hour + "rollupby=City").starts_with("Metric: incoming does not support"));
  CHECK(refusal_of(world, hour + "$filter=Tier%20eq%20'*'&ValidateDimensions=false") == "200");
  CHECK(refusal_of(world, hour + "ValidateDimensions=maybe").starts_with("Invalid ValidateDimensions"));
}

TEST_CASE("top and orderby change nothing where there is one series, but must make sense") {
  MonitorWorld world;
  world.advance(std::chrono::hours(1));
  world.count("incoming", std::chrono::minutes(1), 3);
  const std::string hour(kHour);
  const json plain = world.read(hour);
  for (const std::string query :
       {"top=5", "orderby=sum%20asc", "orderby=total+desc", "orderby=average", "top=1&orderby=Count%20ASC"})
    CHECK(world.read(hour + query) == plain);
  for (const std::string query : {"top=0", "top=-1", "top=x", "top=1.5"})
    CHECK(refusal_of(world, hour + query).starts_with("Invalid top: "));
  for (const std::string query : {"orderby=median%20asc", "orderby=sum%20up", "orderby=asc"})
    CHECK(refusal_of(world, hour + query).starts_with("Invalid orderby: "));
}

TEST_CASE("metadata is the series without data and without an interval") {
  MonitorWorld world;
  const std::string hour(kHour);
  const json body = world.read(hour + "resultType=metadata");
  CHECK_FALSE(body.contains("interval"));
  CHECK(body["value"][0]["timeseries"] == json{{{"metadatavalues", json::array()}}});
  CHECK(world.read(hour + "resultType=Data") == world.read(hour));
  CHECK(refusal_of(world, hour + "resultType=All").starts_with("Invalid resultType: "));
}

TEST_CASE("twenty metrics at most") {
  MonitorWorld world;
  std::string names;
  std::size_t count = 0;
  for (const auto& metric : monitor::all_metrics()) {
    if (count++ == 20) break;
    names += (names.empty() ? "" : ",") + std::string(metric.name);
  }
  CHECK(world.read("metricnames=" + names)["value"].size() == 20);
  CHECK(refusal_of(world, "metricnames=" + names + ",incoming") ==
        "At most 20 metric names can be specified.");
}

TEST_CASE("a hub has the metric namespace of its type") {
  MonitorWorld world;
  const std::string path = std::string(kHubPath) + "/providers/microsoft.insights/metricNamespaces";
  const http::Response answer = world.ask(path + "?api-version=2024-02-01&startTime=2020-08-31T15:53:00Z");
  CHECK(answer.status == 200);
  CHECK(
      http::bytes_of(answer.body) ==
      R"({"value":[{"id":"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/group/providers/)"
      R"(Microsoft.NotificationHubs/namespaces/contoso/notificationHubs/calls/providers/microsoft.insights/)"
      R"(metricNamespaces/Microsoft.NotificationHubs-namespaces-notificationHubs",)"
      R"("name":"Microsoft.NotificationHubs-namespaces-notificationHubs",)"
      R"("type":"Microsoft.Insights/metricNamespaces","classification":"Platform",)"
      R"("properties":{"metricNamespaceName":"Microsoft.NotificationHubs/namespaces/notificationHubs"}}]})");
  CHECK(world.ask(path + "?startTime=soon").status == 400);
  CHECK(world.ask(path.substr(0, path.size() - 1) + "?x").status == 501);
  CHECK(world
            .ask("/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/x/providers/"
                 "microsoft.insights/metricNamespaces")
            .status == 501);
}

TEST_CASE("definitions are those of the metric namespace that is asked for") {
  MonitorWorld world;
  const std::string path =
      std::string(kHubPath) + "/providers/microsoft.insights/metricDefinitions?api-version=2024-02-01";
  CHECK(world.ask(path + "&metricnamespace=microsoft.notificationhubs/namespaces/notificationhubs").status ==
        200);
  CHECK(world.ask(path + "&metricnamespace=Microsoft.Web/sites").status == 400);
}

TEST_CASE("a batch names its metrics and their namespace, and is refused in the data plane's form") {
  MonitorWorld world;
  world.advance(std::chrono::hours(2));
  const std::string path =
      "/subscriptions/" + std::string(kSubscription) + "/metrics:getBatch?api-version=2024-02-01";
  const std::string both =
      "&metricnamespace=Microsoft.NotificationHubs/namespaces/notificationHubs&metricnames=incoming";
  const std::string ids = json{{"resourceids", {std::string(kHubPath)}}}.dump();
  const auto code = [&](const std::string& query) {
    const http::Response answer = world.ask(path + query, "POST", ids);
    return answer.status == 200 ? std::string("200") : body_of(answer)["error"]["code"].get<std::string>();
  };
  CHECK(code(both) == "200");
  CHECK(code("&metricnames=incoming") == "BadRequest");
  CHECK(code("&metricnamespace=Microsoft.NotificationHubs/namespaces/notificationHubs") == "BadRequest");
  CHECK(code(both + "&endtime=2026-01-01T01:00:00Z") == "BadRequest");
  CHECK(code(both + "&starttime=soon") == "BadRequest");
  CHECK(code(both + "&filter=a%20eq%20'b'") == "BadRequest");
  CHECK(code(both + "&top=0") == "BadRequest");
  const json value = body_of(
      world.ask(path + both + "&starttime=2026-01-01T00:30:00Z&interval=PT30M", "POST", ids))["values"][0];
  CHECK(value["starttime"] == "2026-01-01T00:30:00Z");
  CHECK(value["endtime"] == "2026-01-01T02:00:00Z");
  CHECK(value["interval"] == "PT30M");
}

}  // namespace droppoint::test
