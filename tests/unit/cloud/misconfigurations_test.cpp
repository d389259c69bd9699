// The seven misconfigurations of the document, each with what can be seen of it: hops to the hub, their
// status, the hub's three metrics, the cause.

#include "tests/unit/cloud/contoso.hpp"

using namespace droppoint;
using namespace droppoint::test;

TEST_CASE("not linked: no hop, no metric") {
  auto config = contoso_config();
  config.communication_services[0].link.reset();
  Contoso world(std::move(config));
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "hub-not-linked"));
  CHECK(world.hub_hops(call).empty());
  CHECK(world.counts() == "0/0/0");
}

TEST_CASE("linked hub not configured: iOS falls, Android arrives") {
  Contoso world;
  world.cloud.devices().add(
      {.name = "carol-pixel", .platform = android, .app = "com.contoso.app", .user = "carol"});
  world.hub().configure_apns(std::nullopt);
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "hub-not-configured"));
  CHECK(world.hub_status(call) == 400);
  CHECK(world.counts() == "1/1/0");
  CHECK(world.contoso().call({.from = "bob", .to = "carol"}).verdict() == delivered_by(fcm));
}

TEST_CASE("linked hub does not exist") {
  Contoso world;
  SECTION("the hub is gone: 404") {
    world.hub().remove();
    const auto call = world.ring();
    CHECK(call.verdict() == dropped_at(1, "hub-does-not-exist"));
    CHECK(world.hub_status(call) == 404);
  }
  SECTION("the namespace is gone: a hop without response") {
    world.hub().remove_namespace();
    const auto call = world.ring();
    CHECK(call.verdict() == dropped_at(1, "hub-does-not-exist"));
    CHECK(world.hub_status(call) == -1);
  }
  CHECK_THROWS_AS(world.hub(), CloudError);
}

TEST_CASE("APNs in certificate mode: iOS falls, Android arrives") {
  Contoso world;
  world.cloud.devices().add(
      {.name = "carol-pixel", .platform = android, .app = "com.contoso.app", .user = "carol"});
  world.hub().configure_apns(
      config::ApnsConfig{.mode = resources::ApnsCredential::Mode::certificate, .topic = "com.contoso.app"});
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "apns-certificate-mode"));
  CHECK(world.hub_status(call) == 400);
  CHECK(world.counts() == "1/1/0");
  CHECK(world.contoso().call({.from = "bob", .to = "carol"}).verdict() == delivered_by(fcm));
}

TEST_CASE("the linked connection string has no Send permission") {
  Contoso world;
  world.contoso().link("contoso-ns/calls", "listen-only");
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "no-send-permission"));
  CHECK(world.hub_status(call) == 401);
  CHECK(world.counts() == "1/1/0");
}

TEST_CASE("the linked connection string is not valid") {
  Contoso world;
  const std::string id = world.hub().resource_id();
  SECTION("unparsable: no hop") {
    CHECK(world.contoso().link_texts("nonsense", id) == 200);
    const auto call = world.ring();
    CHECK(call.verdict() == dropped_at(1, "invalid-connection-string"));
    CHECK(world.hub_hops(call).empty());
    CHECK(world.counts() == "0/0/0");
  }
  SECTION("a part is missing: no hop") {
    CHECK(world.contoso().link_texts("Endpoint=sb://contoso-ns.servicebus.windows.net/;SharedAccessKey=a=",
                                     id) == 200);
    CHECK(world.ring().verdict() == dropped_at(1, "invalid-connection-string"));
    CHECK(world.counts() == "0/0/0");
  }
  SECTION("an unknown policy: 401") {
    CHECK(
        world.contoso().link_texts(
            "Endpoint=sb://contoso-ns.servicebus.windows.net/;SharedAccessKeyName=nobody;SharedAccessKey=a=",
            id) == 200);
    const auto call = world.ring();
    CHECK(call.verdict() == dropped_at(1, "invalid-connection-string"));
    CHECK(world.hub_status(call) == 401);
    CHECK(world.counts() == "1/1/0");
  }
}

TEST_CASE("the linked resourceId is not valid: no hop") {
  Contoso world;
  const std::string string = world.hub().connection_string("acs-send");
  const std::string id = GENERATE(
      std::string("calls"), std::string("/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/x"),
      std::string("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/"
                  "providers/Microsoft.NotificationHubs/namespaces/fabrikam-ns/notificationHubs/calls"));
  CHECK(world.contoso().link_texts(string, id) == 200);
  const auto call = world.ring();
  CHECK(call.verdict() == dropped_at(1, "invalid-resource-id"));
  CHECK(world.hub_hops(call).empty());
  CHECK(world.counts() == "0/0/0");
}

TEST_CASE("the linked connection string is regenerated") {
  Contoso world;
  SECTION("its own key: 401") {
    world.hub().regenerate_key("acs-send");
    const auto call = world.ring();
    CHECK(call.verdict() == dropped_at(1, "connection-string-regenerated"));
    CHECK(world.hub_status(call) == 401);
    CHECK(world.counts() == "1/1/0");
  }
  SECTION("the other key breaks nothing") {
    world.hub().regenerate_key("acs-send", "SecondaryKey");
    CHECK(world.ring().verdict() == delivered_by(apns));
    CHECK(world.counts() == "1/0/1");
  }
}

TEST_CASE("a policy with more than Send works, with a warning") {
  Contoso world;
  world.contoso().link("contoso-ns/calls", "DefaultFullSharedAccessSignature");
  const auto call = world.ring();
  CHECK(call.verdict() == delivered_by(apns));
  CHECK(call.warnings() == std::vector<std::string>{"policy-wider-than-send"});
}
