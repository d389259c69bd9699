#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

http::Request local(HubWorld& world, std::string_view key, std::string_view policy = "acs-send") {
  http::Request request = world.push();
  request.authority = "127.0.0.1:10600";
  request.headers.set("Authorization", world.sas(policy, key, "https://127.0.0.1:10600/"));
  return request;
}

}  // namespace

TEST_CASE("a namespace that does not exist has no host") {
  HubWorld world;
  http::Request request = world.push();
  request.authority = "gone.servicebus.windows.net";
  const auto answer = world.send(wire::Party::notification_hubs, std::move(request));
  REQUIRE(answer);
  REQUIRE_FALSE(*answer);
  CHECK(answer->error() == wire::Break::refused);
  CHECK(world.verdict().cause == "hub-does-not-exist");
  CHECK(world.verdict().drop_point == 1);
}

TEST_CASE("an unknown hub is 404, and is in nobody's metrics") {
  HubWorld world;
  const http::Response answer =
      world.ask(world.push("apple", kAlert, "aa11", "/hub9/messages/?direct&api-version=2015-01"));
  CHECK(answer.status == 404);
  CHECK(
      contains(body_of(answer),
               "<Error><Code>404</Code><Detail>No service is hosted at the specified address..TrackingId:"));
  CHECK(world.verdict().cause == "hub-does-not-exist");
  CHECK(world.metric("incoming.all.requests") == 0);
}

TEST_CASE("a refused push without readable handles opens no notification") {
  HubWorld world;
  http::Request request = world.push("apple", kAlert, "");
  request.headers.set("Authorization", "nonsense");
  CHECK(world.ask(std::move(request)).status == 401);
  CHECK(world.wire.ledger().notifications(world.last_trace).empty());
}

TEST_CASE("host and path ignore case, port, escaping and a closing slash") {
  HubWorld world;
  const std::string target =
      GENERATE("/hub1/messages?direct", "/HUB1/Messages/?DIRECT=false",
               "/hub1//messages/?api-version=2020-06&direct", "/%68ub1/messages?direct=");
  http::Request request = world.push("apple", kAlert, "aa11", target);
  request.authority = GENERATE("Contoso.ServiceBus.Windows.NET", "contoso.servicebus.windows.net:443");
  CHECK(world.ask(std::move(request)).status == 201);
}

TEST_CASE("paths and methods that the service has not are refused in its form") {
  HubWorld world;
  struct Row {
    const char* method;
    const char* target;
    int status;
  };
  const Row row =
      GENERATE(Row{"GET", "/", 404}, Row{"GET", "/hub1/nonsense", 404}, Row{"PUT", "/hub1/messages", 405},
               Row{"GET", "/$Resources/Queues", 501}, Row{"GET", "/hub1/mess%zzages", 400});
  const http::Response answer =
      world.ask(request(row.method, std::string(kHost), row.target, {{"Authorization", world.sas("full")}}));
  CHECK(answer.status == row.status);
  CHECK(body_of(answer).starts_with("<Error><Code>" + std::to_string(row.status) + "</Code><Detail>"));
  CHECK(header(answer, "Allow") == (row.status == 405 ? "POST" : "(none)"));
}

TEST_CASE("on localhost a hub that exists once needs no more than its name") {
  HubWorld world;
  CHECK(world.ask(local(world, kKey)).status == 201);
  const http::Response refused = world.ask(local(world, kOtherKey));
  CHECK(refused.status == 401);
  CHECK_FALSE(refused.headers.contains("Strict-Transport-Security"));
}

TEST_CASE("on localhost the namespace whose key signed is meant") {
  HubWorld world;
  world.add_hub("fabrikam", "HUB1", kOtherKey).apns = world.hub().apns;
  CHECK(world.ask(local(world, kOtherKey)).status == 201);
  const auto& fabrikam = *world.store.find_namespace("fabrikam");
  CHECK(world.metrics.total(resources::resource_id_of(fabrikam, fabrikam.hubs.begin()->second), "incoming") ==
        1);
  CHECK(world.metric("incoming") == 0);

  // A key that was regenerated tells the hub just as well, and the answer is that of the hub.
  world.hub().policies["acs-send"].former_keys = {"Zm9ybWVy"};
  CHECK(world.ask(local(world, "Zm9ybWVy")).status == 401);
  CHECK(world.verdict().cause == "connection-string-regenerated");
}

TEST_CASE("on localhost it is a 400 with the choices when nothing tells the namespaces apart") {
  HubWorld world;
  SECTION("both keys verify") {
    world.add_hub("fabrikam", "hub1", kKey);
    const http::Response answer = world.ask(local(world, kKey));
    CHECK(answer.status == 400);
    CHECK(contains(body_of(answer),
                   "contoso.servicebus.windows.net/hub1, fabrikam.servicebus.windows.net/hub1"));
  }
  SECTION("none does") {
    world.add_hub("fabrikam", "hub1", kOtherKey);
    CHECK(world.ask(local(world, "bm9uZQ==")).status == 400);
  }
  SECTION("there is no signature at all") {
    world.add_hub("fabrikam", "hub1", kOtherKey);
    http::Request request = local(world, kKey);
    request.headers.remove("Authorization");
    CHECK(world.ask(std::move(request)).status == 400);
  }
  CHECK(world.wire.ledger().notifications(world.last_trace).empty());
}

}  // namespace droppoint::test
