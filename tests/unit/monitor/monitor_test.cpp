#include "tests/unit/monitor/monitor_world.hpp"

#include <set>

namespace droppoint::test {

TEST_CASE("metrics are answered in the form of the REST reference") {
  MonitorWorld world;
  world.count("incoming", std::chrono::seconds(90), 2);
  world.advance(3 * kMinute);
  const http::Response answer = world.metrics_of(
      "metricnames=incoming&timespan=2026-01-01T00:00:00Z/2026-01-01T00:03:00Z"
      "&interval=PT1M&aggregation=Total");
  CHECK(answer.status == 200);
  CHECK(answer.headers.get("Content-Type") == "application/json; charset=utf-8");
  CHECK(
      http::bytes_of(answer.body) ==
      R"({"cost":0,"timespan":"2026-01-01T00:00:00Z/2026-01-01T00:03:00Z","interval":"PT1M",)"
      R"("namespace":"Microsoft.NotificationHubs/namespaces/notificationHubs","resourceregion":"eastus",)"
      R"("value":[{"id":"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/group/providers/)"
      R"(Microsoft.NotificationHubs/namespaces/contoso/notificationHubs/calls/providers/Microsoft.Insights/)"
      R"(metrics/incoming","type":"Microsoft.Insights/metrics","name":{"value":"incoming",)"
      R"("localizedValue":"Incoming Messages"},"displayDescription":"Sends that were accepted.",)"
      R"("unit":"Count","timeseries":[{"metadatavalues":[],"data":[)"
      R"({"timeStamp":"2026-01-01T00:00:00Z","total":0.0},{"timeStamp":"2026-01-01T00:01:00Z","total":2.0},)"
      R"({"timeStamp":"2026-01-01T00:02:00Z","total":0.0}]}],"errorCode":"Success"}]})");
}

TEST_CASE("without a timespan it is the last hour of the cloud's clock, in minutes") {
  MonitorWorld world;
  world.advance(std::chrono::hours(5));
  world.count("incoming", std::chrono::hours(4), 1);
  world.count("incoming", std::chrono::hours(4) - kMinute, 7);
  const json body = world.read("metricnames=incoming");
  CHECK(body["timespan"] == "2026-01-01T04:00:00Z/2026-01-01T05:00:00Z");
  CHECK(body["interval"] == "PT1M");
  const json data = data_of(body);
  REQUIRE(data.size() == 60);
  CHECK(data[0] == json{{"timeStamp", "2026-01-01T04:00:00Z"}, {"total", 1.0}});
}

TEST_CASE("a minute shows as soon as it has begun, and none that has not") {
  MonitorWorld world;
  world.advance(std::chrono::seconds(130));
  world.count("incoming", std::chrono::seconds(130));
  const json data =
      data_of(world.read("metricnames=incoming&timespan=2026-01-01T00:00:00Z/2026-01-01T01:00:00Z"));
  REQUIRE(data.size() == 3);
  CHECK(data[2]["total"] == 1.0);
}

TEST_CASE("a span begins with the whole minute in which it begins") {
  MonitorWorld world;
  world.count("incoming", std::chrono::seconds(5));
  world.advance(std::chrono::seconds(40));
  const json data =
      data_of(world.read("metricnames=incoming&timespan=2026-01-01T00:00:30Z/2026-01-01T00:00:40Z"));
  REQUIRE(data.size() == 1);
  CHECK(data[0] == json{{"timeStamp", "2026-01-01T00:00:00Z"}, {"total", 1.0}});
}

TEST_CASE("longer intervals sum up their minutes") {
  MonitorWorld world;
  world.advance(std::chrono::hours(2));
  world.count("incoming", std::chrono::minutes(4), 1);
  world.count("incoming", std::chrono::minutes(5), 2);
  world.count("incoming", std::chrono::minutes(59), 4);
  world.count("incoming", std::chrono::minutes(60), 8);
  struct Row {
    const char* interval;
    std::size_t points;
    double first;
  };
  const Row row =
      GENERATE(Row{"PT5M", 24, 1.0}, Row{"PT15M", 8, 3.0}, Row{"PT1H", 2, 7.0}, Row{"P1D", 1, 15.0},
               Row{"FULL", 1, 15.0}, Row{"pt60m", 0, 0.0}, Row{"PT60M", 2, 7.0});
  const http::Response answer = world.metrics_of(
      std::string("metricnames=incoming&timespan=2026-01-01T00:00:00Z/2026-01-01T02:00:00Z") +
      "&interval=" + row.interval);
  if (row.points == 0) {
    CHECK(answer.status == 400);
    return;
  }
  REQUIRE(answer.status == 200);
  const json data = data_of(body_of(answer));
  REQUIRE(data.size() == row.points);
  CHECK(data[0]["total"] == row.first);
}

TEST_CASE("other aggregations are taken over the minutes of an interval") {
  MonitorWorld world;
  world.advance(std::chrono::minutes(10));
  world.count("incoming", std::chrono::minutes(1), 6);
  world.count("incoming", std::chrono::minutes(2), 4);
  const json data = data_of(
      world.read("metricnames=incoming&timespan=2026-01-01T00:00:00Z/2026-01-01T00:05:00Z&interval=PT5M"
                 "&aggregation=total,Average,minimum,Maximum,count"));
  REQUIRE(data.size() == 1);
  CHECK(data[0] == json{{"timeStamp", "2026-01-01T00:00:00Z"},
                        {"total", 10.0},
                        {"average", 2.0},
                        {"minimum", 0.0},
                        {"maximum", 6.0},
                        {"count", 5.0}});
}

TEST_CASE("several metrics come in the order asked, each once and in whatever case") {
  MonitorWorld world;
  world.count("outgoing.apns.success", std::chrono::seconds(0), 3);
  world.advance(kMinute);
  const json body = world.read("metricnames=Incoming,%20outgoing.apns.SUCCESS,incoming");
  REQUIRE(body["value"].size() == 2);
  CHECK(body["value"][1]["name"]["value"] == "outgoing.apns.success");
  CHECK(body["value"][1]["name"]["localizedValue"] == "APNS Successful Notifications");
  double sum = 0;
  for (const auto& point : data_of(body, 1)) sum += point["total"].get<double>();
  CHECK(sum == 3.0);
}

TEST_CASE("an unknown metric is refused in Monitor's own form, which lists the valid ones") {
  MonitorWorld world;
  const http::Response answer = world.metrics_of("metricnames=incoming,nonsense");
  CHECK(answer.status == 400);
  const json body = body_of(answer);
  CHECK(body["code"] == "BadRequest");
  CHECK(body["message"].get<std::string>().rfind(
            "Failed to find metric configuration for provider: Microsoft.NotificationHubs, resource Type: "
            "namespaces/notificationHubs, metric: nonsense, Valid metrics: incoming,incoming.all.requests,",
            0) == 0);
}

TEST_CASE("queries that mean nothing are refused") {
  MonitorWorld world;
  const char* query = GENERATE(
      "metricnames=incoming&timespan=yesterday", "metricnames=incoming&timespan=2026-01-01T00:00:00Z/",
      "metricnames=incoming&timespan=/2026-01-01T00:00:00Z",
      "metricnames=incoming&timespan=2026-01-01T01:00:00Z/2026-01-01T00:00:00Z",
      "metricnames=incoming&timespan=2026-01-01T00:00:00Z/2026-01-01T00:00:00Z",
      "metricnames=incoming&timespan=1690-01-01T00:00:00Z/2260-01-01T00:00:00Z",
      "metricnames=incoming&timespan=1990-01-01T00:00:00Z/2250-01-01T00:00:00Z",
      "metricnames=incoming&timespan=x/2026-01-01T00:00:00Z", "metricnames=incoming&interval=PT2M",
      "metricnames=incoming&interval=hourly", "metricnames=incoming&interval=PT0S",
      "metricnames=incoming&aggregation=Median", "metricnames=incoming&$filter=A%20eq%20'b'",
      "metricnames=incoming&metricnamespace=Microsoft.Web/sites", "metricnames=%ff%fe");
  INFO(query);
  const http::Response answer = world.metrics_of(query);
  CHECK(answer.status == 400);
  CHECK(body_of(answer)["code"] == "BadRequest");
  CHECK_FALSE(body_of(answer)["message"].get<std::string>().empty());
}

TEST_CASE("a resource that is not there is ARM's 404") {
  MonitorWorld world;
  const std::string path = GENERATE(
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/group/providers/"
      "Microsoft.NotificationHubs/namespaces/contoso/notificationHubs/other",
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/group/providers/"
      "Microsoft.NotificationHubs/namespaces/other/notificationHubs/calls",
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/elsewhere/providers/"
      "Microsoft.NotificationHubs/namespaces/contoso/notificationHubs/calls",
      "/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/group/providers/"
      "Microsoft.NotificationHubs/namespaces/contoso/notificationHubs/calls");
  const std::string operation = GENERATE("metrics", "metricDefinitions");
  const http::Response answer = world.ask(path + "/providers/microsoft.insights/" + operation);
  CHECK(answer.status == 404);
  CHECK(body_of(answer)["error"]["code"] == "ResourceNotFound");
}

TEST_CASE("what is not emulated says so") {
  MonitorWorld world;
  struct Row {
    const char* method;
    std::string target;
  };
  const Row row = GENERATE(
      Row{"GET",
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/c/"
          "providers/microsoft.insights/metrics"},
      Row{"GET", std::string(kHubPath) + "/providers/microsoft.insights/diagnosticSettings"},
      Row{"PUT", std::string(kHubPath) + "/providers/microsoft.insights/metrics"});
  const http::Response answer = world.ask(row.target, row.method);
  CHECK(answer.status == 501);
  CHECK(body_of(answer)["error"]["message"].get<std::string>().find("docs/fidelity/monitor.md") !=
        std::string::npos);
}

TEST_CASE("resource ids and the provider's name ignore case") {
  MonitorWorld world;
  std::string path = http::to_lower(kHubPath) + "/providers/Microsoft.Insights/METRICS?metricnames=incoming";
  CHECK(world.ask(std::move(path)).status == 200);
}

TEST_CASE("definitions list every metric as a count with totals") {
  MonitorWorld world;
  const http::Response answer = world.ask(
      std::string(kHubPath) + "/providers/microsoft.insights/metricDefinitions?api-version=2018-01-01");
  REQUIRE(answer.status == 200);
  const json body = body_of(answer);
  CHECK(body["value"].size() == monitor::all_metrics().size());
  const json& first = body["value"][0];
  CHECK(first["name"]["value"] == "incoming");
  CHECK(first["unit"] == "Count");
  CHECK(first["primaryAggregationType"] == "Total");
  CHECK(first["supportedAggregationTypes"] == json::array({"Total"}));
  CHECK(first["metricAvailabilities"][0]["timeGrain"] == "PT1M");
  CHECK(first["resourceId"] == kHubPath);
  CHECK(first["isDimensionRequired"] == false);
}

TEST_CASE("the table of metrics names each once") {
  std::set<std::string_view> names;
  for (const auto& metric : monitor::all_metrics()) {
    CHECK(names.insert(metric.name).second);
    CHECK_FALSE(metric.display_name.empty());
    CHECK_FALSE(metric.description.empty());
  }
  // Those that the public table has.
  CHECK(names.size() == 70);
}

TEST_CASE("a batch answers for several hubs") {
  MonitorWorld world;
  world.add_hub("contoso", "chat");
  world.count("incoming", std::chrono::seconds(1), 5);
  world.advance(kMinute);
  const std::string target =
      "/subscriptions/11111111-2222-3333-4444-555555555555/metrics:getBatch?api-version=2023-10-01"
      "&metricnamespace=microsoft.notificationhubs/namespaces/notificationhubs&metricnames=incoming"
      "&starttime=2026-01-01T00:00:00Z&endtime=2026-01-01T00:01:00Z&interval=PT1M&aggregation=total";
  const std::string chat(std::string(kHubPath.substr(0, kHubPath.size() - 5)) + "chat");
  const auto ids = [](std::vector<std::string> list) { return json{{"resourceids", list}}.dump(); };
  const http::Response answer = world.ask(target, "POST", ids({std::string(kHubPath), chat}));
  REQUIRE(answer.status == 200);
  const json values = body_of(answer)["values"];
  REQUIRE(values.size() == 2);
  CHECK(values[0]["resourceid"] == kHubPath);
  CHECK(values[0]["starttime"] == "2026-01-01T00:00:00Z");
  CHECK(values[0]["endtime"] == "2026-01-01T00:01:00Z");
  CHECK(values[0]["value"][0]["timeseries"][0]["data"][0]["total"] == 5.0);
  CHECK(values[1]["value"][0]["timeseries"][0]["data"][0]["total"] == 0.0);

  CHECK(world.ask(target, "POST", ids({chat + "s"})).status == 404);
  CHECK(world.ask(target, "POST", "{").status == 400);
  CHECK(world.ask(target, "POST", ids({})).status == 400);
  CHECK(world.ask(target, "POST", R"({"resourceids":[1]})").status == 400);
  CHECK(world.ask(target, "POST", ids({"/subscriptions/x"})).status == 501);
}

}  // namespace droppoint::test
