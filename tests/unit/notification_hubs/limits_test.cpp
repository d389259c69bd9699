#include <catch2/catch.hpp>

#include "fakes/notification_hubs/tiers.hpp"
#include "fakes/notification_hubs/usage.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kModern = "/hub1/messages/?direct&api-version=2020-06";

}  // namespace

TEST_CASE("nothing is limited unless the namespace says so") {
  HubWorld world;
  world.name_space().sku = resources::Sku::free;
  for (int sent = 0; sent < 600; ++sent) REQUIRE(world.ask(world.push()).status == 201);
}

TEST_CASE("more requests in a second than the namespace takes are throttled, 403 or 429 by the api-version") {
  HubWorld world;
  world.name_space().limits.requests_per_second = 2;
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.ask(world.push()).status == 201);
  const http::Response old = world.ask(world.push());
  CHECK(old.status == 403);
  CHECK(header(old, "Retry-After") == "1");
  CHECK(contains(body_of(old), "<Error><Code>403</Code><Detail>SubCode=42900. Throttled.TrackingId:"));
  CHECK(world.verdict().cause == "hub-throttled");
  CHECK(world.verdict().drop_point == 1);
  const http::Response modern = world.ask(world.push("apple", kAlert, "aa11", kModern));
  CHECK(modern.status == 429);
  CHECK(header(modern, "Retry-After") == "1");
  CHECK(contains(body_of(modern), "<Error><Code>429</Code>"));
  CHECK(world.metric("incoming.all.requests") == 4);
  CHECK(world.metric("incoming.all.failedrequests") == 2);
  CHECK(world.metric("incoming") == 2);
  world.advance(1s);
  CHECK(world.ask(world.push()).status == 201);
}

TEST_CASE("a request that is not let in takes nothing of the rate") {
  HubWorld world;
  world.name_space().limits.requests_per_second = 1;
  http::Request forged = world.push();
  forged.headers.set("Authorization", world.sas("acs-send", kOtherKey));
  CHECK(world.ask(std::move(forged)).status == 401);
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.ask(world.push()).status == 403);
}

TEST_CASE("the pushes of a month are counted over all hubs of a namespace, and begin anew with the next") {
  HubWorld world;
  world.name_space().limits.sends_per_month = 2;
  world.add_hub("contoso", "hub2").apns = world.hub().apns;
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.ask(world.push("apple", kAlert, "aa11", "/hub2/messages/?direct&api-version=2015-01")).status ==
        401);
  http::Request second = world.push("apple", kAlert, "aa11", "/hub2/messages/?direct&api-version=2015-01");
  second.headers.set("Authorization",
                     world.sas("acs-send", kKey, "https://contoso.servicebus.windows.net/hub2"));
  CHECK(world.ask(std::move(second)).status == 201);
  const http::Response old = world.ask(world.push());
  CHECK(old.status == 403);
  CHECK(header(old, "Retry-After") == "60");
  CHECK(contains(body_of(old),
                 "<Detail>The quota of the namespace is exceeded: pushes of this month.TrackingId:"));
  CHECK(world.verdict().cause == "hub-quota-exceeded");
  CHECK(contains(world.verdict().detail, "2 pushes this month"));
  CHECK(world.ask(world.push("apple", kAlert, "aa11", kModern)).status == 429);
  CHECK(world.apns.seen.size() == 2);
  world.scheduler.advance_to(*sim::parse_iso8601("2026-01-31T23:59:59Z"));
  CHECK(world.ask(world.push()).status == 403);
  world.advance(1s);
  CHECK(world.ask(world.push()).status == 201);
}

TEST_CASE("only sends are held against the pushes of the month") {
  HubWorld world;
  world.name_space().limits.sends_per_month = 0;
  CHECK(world.ask(world.push()).status == 403);
  CHECK(world
            .ask(request("GET", std::string(kHost), "/hub1/feedbackcontainer?api-version=2015-01",
                         {{"Authorization", world.sas("full")}}))
            .status == 200);
}

TEST_CASE("a namespace that is held to its tier has the documented numbers where it names none") {
  using notification_hubs::limits_of;
  resources::Namespace name_space{.name = "contoso", .sku = resources::Sku::free};
  CHECK_FALSE(limits_of(name_space).devices);
  name_space.limits.of_tier = true;
  CHECK(limits_of(name_space).devices == 500U);
  CHECK(limits_of(name_space).sends_per_month == 1'000'000U);
  name_space.limits.devices = 7;
  CHECK(limits_of(name_space).devices == 7U);
  name_space.sku = resources::Sku::basic;
  name_space.limits.devices.reset();
  CHECK(limits_of(name_space).devices == 200'000U);
  // More is charged, not refused.
  CHECK_FALSE(limits_of(name_space).sends_per_month);
  name_space.sku = resources::Sku::standard;
  CHECK(limits_of(name_space).devices == 10'000'000U);
}

TEST_CASE("a tier has what the tiers below it have") {
  using notification_hubs::check_tier;
  using notification_hubs::Feature;
  HubWorld world;
  const wire::Hop hop;
  notification_hubs::Call call{.hop = hop};
  call.name_space = &world.name_space();
  call.name_space->sku = resources::Sku::free;
  for (const Feature feature :
       {Feature::batch_send, Feature::scheduled_send, Feature::telemetry, Feature::feedback, Feature::jobs}) {
    CHECK(check_tier(call, feature));
  }
  call.name_space->sku = resources::Sku::basic;
  CHECK_FALSE(check_tier(call, Feature::batch_send));
  CHECK(check_tier(call, Feature::scheduled_send));
  call.name_space->sku = resources::Sku::standard;
  CHECK_FALSE(check_tier(call, Feature::scheduled_send));
  CHECK_FALSE(check_tier(call, Feature::jobs));
}

TEST_CASE("a device more than the namespace may have is refused") {
  HubWorld world;
  const wire::Hop hop;
  notification_hubs::Call call{.hop = hop, .api_version = "2020-06"};
  call.name_space = &world.name_space();
  CHECK_FALSE(notification_hubs::check_device_quota(call, 1'000'000));
  call.name_space->limits.devices = 3;
  CHECK_FALSE(notification_hubs::check_device_quota(call, 2));
  const auto refused = notification_hubs::check_device_quota(call, 3);
  REQUIRE(refused);
  CHECK(refused->status == 429);
  CHECK(refused->cause == "hub-quota-exceeded");
}

}  // namespace droppoint::test
