#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>

#include "fakes/monitor/metric_names.hpp"
#include "fakes/monitor/monitor.hpp"
#include "tests/support/test_world.hpp"

// A namespace "contoso" with the hub "calls", asked as Resource Manager asks.

namespace droppoint::test {
using nlohmann::json;

inline constexpr std::string_view kSubscription = "11111111-2222-3333-4444-555555555555";
inline constexpr std::string_view kHubPath =
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/group/providers/"
    "Microsoft.NotificationHubs/namespaces/contoso/notificationHubs/calls";

struct MonitorWorld : TestWorld {
  MonitorWorld() : monitor({.wire = wire, .store = store, .metrics = metrics}) {
    wire.attach(wire::Party::monitor, monitor);
    add_hub("contoso", "calls");
  }
  ~MonitorWorld() { scheduler.destroy_tasks(); }

  void add_hub(const std::string& name_space, const std::string& hub) {
    auto& owner = store.namespaces()[name_space];
    owner.name = name_space;
    owner.subscription = std::string(kSubscription);
    owner.resource_group = "group";
    owner.hubs[hub].name = hub;
  }
  void count(std::string_view metric, sim::Duration after_start, std::uint64_t amount = 1) {
    metrics.count(kHubPath, metric, kStart + after_start, amount);
  }
  http::Response ask(std::string target, std::string method = "GET", std::string body = {}) {
    auto answer =
        send(wire::Party::monitor,
             request(std::move(method), "management.azure.com", std::move(target), {}, std::move(body)),
             wire::Party::resource_manager);
    REQUIRE(answer);
    return std::move(**answer);
  }
  http::Response metrics_of(std::string_view query) {
    return ask(std::string(kHubPath) + "/providers/microsoft.insights/metrics?api-version=2018-01-01&" +
               std::string(query));
  }
  json read(std::string_view query) {
    const http::Response answer = metrics_of(query);
    INFO(http::bytes_of(answer.body));
    REQUIRE(answer.status == 200);
    return json::parse(http::bytes_of(answer.body));
  }

  monitor::Monitor monitor;
};

inline json data_of(const json& body, std::size_t metric = 0) {
  return body["value"][metric]["timeseries"][0]["data"];
}
inline json body_of(const http::Response& response) {
  return json::parse(http::bytes_of(response.body));
}
inline constexpr std::chrono::minutes kMinute{1};

}  // namespace droppoint::test
