#include "tests/unit/cloud/contoso.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::test {
namespace {

config::CloudConfig with_namespace(void (*change)(config::NamespaceConfig&)) {
  config::CloudConfig config = contoso_config();
  change(config.notification_hubs.front());
  return config;
}

std::vector<config::Mistake> mistakes_in(const std::string& name_space) {
  std::vector<config::Mistake> mistakes;
  const auto json =
      nlohmann::ordered_json::parse(R"({"notification_hubs":{"contoso-ns":)" + name_space + "}}");
  config::read_cloud_config(json, "/cloud", mistakes);
  return mistakes;
}

}  // namespace

TEST_CASE("a call beyond the month's pushes falls at drop point 1, and the next month's arrives") {
  Contoso world(with_namespace([](config::NamespaceConfig& space) { space.limits.sends_per_month = 1; }));
  CHECK(world.ring().verdict() == delivered_by(apns));
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "hub-quota-exceeded"));
  CHECK(world.hub_status(call) == 403);
  CHECK(world.counts() == "2/1/1");
}

TEST_CASE("a call above the namespace's rate is told from one above its quota, although both are 403") {
  Contoso world(with_namespace([](config::NamespaceConfig& space) { space.limits.requests_per_second = 1; }));
  CHECK(world.ring().verdict() == delivered_by(apns));
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "hub-throttled"));
  CHECK(world.hub_status(call) == 403);
  world.cloud.advance(1s);
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("limits and the delivery window are read as they were written") {
  const config::CloudConfig config = with_namespace([](config::NamespaceConfig& space) {
    space.limits = {.of_tier = true, .sends_per_month = 5, .devices = 6, .requests_per_second = 7};
    space.delivery_window = 90s;
  });
  std::vector<config::Mistake> mistakes;
  const auto read = config::read_cloud_config(config::to_json(config), "/cloud", mistakes);
  CHECK(mistakes.empty());
  CHECK(read.notification_hubs.front().limits == config.notification_hubs.front().limits);
  CHECK(read.notification_hubs.front().delivery_window == sim::Duration(90s));
  CHECK(read.notification_hubs.front().hubs.size() == 2);
}

TEST_CASE("a mistake in the limits is named where it is") {
  const auto typo = mistakes_in(R"({"limits":{"sends_per_mont":3}})");
  REQUIRE(typo.size() == 1);
  CHECK(typo[0].pointer == "/cloud/notification_hubs/contoso-ns/limits/sends_per_mont");
  CHECK(typo[0].hint == "did you mean 'sends_per_month'?");
  const auto zero = mistakes_in(R"({"limits":{"requests_per_second":0}})");
  REQUIRE(zero.size() == 1);
  CHECK(zero[0].pointer == "/cloud/notification_hubs/contoso-ns/limits/requests_per_second");
  CHECK(mistakes_in(R"({"limits":{"devices":"many"}})").size() == 1);
  CHECK(mistakes_in(R"({"limits":{"of_tier":"yes"}})").size() == 1);
  CHECK(mistakes_in(R"({"limits":"tier"})").size() == 1);
  const auto window = mistakes_in(R"({"delivery_window":"half an hour"})");
  REQUIRE(window.size() == 1);
  CHECK(window[0].pointer == "/cloud/notification_hubs/contoso-ns/delivery_window");
  CHECK(mistakes_in(R"({"limits":{"sends_per_month":0},"delivery_window":"0s"})").empty());
}

}  // namespace droppoint::test

TEST_CASE("hosts that may be called are hosts") {
  for (const char* host :
       {"hooks.example.com", "*.example.com", "10.0.2.2", "::1", "fe80::1", "build_host"}) {
    CAPTURE(host);
    CHECK_FALSE(config::wrong_outbound_host(host));
  }
  for (const char* host : {"", "a b", "http://a/", "a:80", "..", ".example.com", "*.", "a/b", "[::1]"}) {
    CAPTURE(host);
    CHECK(config::wrong_outbound_host(host));
  }
  std::vector<config::Mistake> mistakes;
  const nlohmann::ordered_json json{{"allow_outbound", {"good.example.com", "http://a/"}}};
  const auto read = config::read_cloud_config(json, "/cloud", mistakes);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].pointer == "/cloud/allow_outbound");
}
