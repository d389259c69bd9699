#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/hub_world.hpp"

// The seven misconfigurations as the hub sees them (docs/fidelity/notification-hubs.md): status, body, the
// three metrics of incoming requests, and the cause.

namespace droppoint::test {
namespace {

struct Change {
  std::uint64_t all;
  std::uint64_t failed;
  std::uint64_t incoming;
};

void check_refused(HubWorld& world, http::Request request, int status, std::string_view text,
                   std::string_view cause, Change change) {
  const http::Response answer = world.ask(std::move(request));
  CHECK(answer.status == status);
  CHECK(contains(body_of(answer), text));
  if (world.store.find_hub("contoso", "hub1") != nullptr) {
    CHECK(world.metric("incoming.all.requests") == change.all);
    CHECK(world.metric("incoming.all.failedrequests") == change.failed);
    CHECK(world.metric("incoming") == change.incoming);
  }
  CHECK(world.verdict().state == wire::VerdictState::dropped);
  CHECK(world.verdict().drop_point == 1);
  CHECK(world.verdict().cause == cause);
  CHECK(world.apns.seen.empty());
  CHECK(world.fcm.seen.empty());
}

http::Request voip(HubWorld& world) {
  http::Request request = world.push();
  request.headers.add("ServiceBusNotification-Apns-Push-Type", "voip");
  return request;
}

}  // namespace

TEST_CASE("no credential for the platform: iOS falls, Android arrives") {
  HubWorld world;
  world.hub().apns.reset();
  check_refused(
      world, voip(world), 400,
      "The notification has no target applications. The notification format is apple. Review the "
      "credentials specified in the notification hub description and the notification format..Tracki",
      "hub-not-configured", {1, 1, 0});
  CHECK(world.ask(world.push("fcmv1", R"({"message":{}})")).status == 201);
}

TEST_CASE("no credential for the platform: Android falls, iOS arrives") {
  HubWorld world;
  world.hub().fcm_v1.reset();
  SECTION("fcmv1") {
    check_refused(world, world.push("fcmv1", R"({"message":{}})"), 400, "The notification format is fcmv1.",
                  "hub-not-configured", {1, 1, 0});
  }
  SECTION("gcm, which an FCM v1 credential does not serve") {
    check_refused(world, world.push("gcm", R"({"data":{}})"), 400, "The notification format is gcm.",
                  "hub-not-configured", {1, 1, 0});
  }
  CHECK(world.ask(voip(world)).status == 201);
}

TEST_CASE("the hub is gone") {
  HubWorld world;
  http::Request request = world.push();
  world.name_space().hubs.clear();
  check_refused(world, std::move(request), 404, "No service is hosted at the specified address.",
                "hub-does-not-exist", {});
}

TEST_CASE("the namespace is gone") {
  HubWorld world;
  http::Request request = world.push();
  world.store.namespaces().clear();
  check_refused(world, std::move(request), 0, "", "hub-does-not-exist", {});
}

TEST_CASE("an APNs certificate does not go with a push type") {
  HubWorld world;
  world.hub().apns->mode = resources::ApnsCredential::Mode::certificate;
  SECTION("by the hub's header") {
    check_refused(world, voip(world), 400, "token-based APNs credentials", "apns-certificate-mode",
                  {1, 1, 0});
  }
  SECTION("by Apple's header") {
    http::Request request = world.push();
    request.headers.add("apns-push-type", "alert");
    check_refused(world, std::move(request), 400, "token-based APNs credentials", "apns-certificate-mode",
                  {1, 1, 0});
  }
  CHECK(world.ask(world.push("fcmv1", R"({"message":{}})")).status == 201);
}

TEST_CASE("other senders' plain sends to a hub with a certificate are taken, and are not emulated further") {
  HubWorld world;
  world.hub().apns->mode = resources::ApnsCredential::Mode::certificate;
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.metric("incoming") == 1);
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.verdict().cause == "pns-not-emulated");
  CHECK(world.apns.seen.empty());
}

TEST_CASE("the policy has no Send") {
  HubWorld world;
  http::Request request = voip(world);
  request.headers.set("Authorization", world.sas("listen"));
  SECTION("as Communication Services asks") {
    check_refused(world, std::move(request), 401, "Send claim is required for this operation.",
                  "no-send-permission", {1, 1, 0});
  }
  SECTION("with a newer api-version") {
    request.target = "/hub1/messages?direct&api-version=2020-06";
    check_refused(world, std::move(request), 403, "", "no-send-permission", {1, 1, 0});
  }
}

TEST_CASE("the policy or the key never was") {
  HubWorld world;
  http::Request request = voip(world);
  SECTION("the key") {
    request.headers.set("Authorization", world.sas("acs-send", kOtherKey));
  }
  SECTION("the policy") {
    request.headers.set("Authorization", world.sas("nobody"));
  }
  check_refused(world, std::move(request), 401, "InvalidSignature: The token has an invalid signature.",
                "invalid-connection-string", {1, 1, 0});
}

TEST_CASE("the key was regenerated") {
  HubWorld world;
  http::Request request = voip(world);
  resources::Policy& policy = world.hub().policies["acs-send"];
  policy.former_keys.push_back(std::exchange(policy.primary_key, std::string(kOtherKey)));
  check_refused(world, std::move(request), 401, "InvalidSignature: The token has an invalid signature.",
                "connection-string-regenerated", {1, 1, 0});
}

TEST_CASE("regenerating the other key breaks nothing") {
  HubWorld world;
  resources::Policy& policy = world.hub().policies["acs-send"];
  policy.former_keys.push_back(std::exchange(policy.secondary_key, std::string(kOtherKey)));
  CHECK(world.ask(voip(world)).status == 201);
}

TEST_CASE("a fault's answer to the hub's caller is in no metric") {
  HubWorld world;
  world.wire.faults().add({.match = {.to = wire::Party::notification_hubs},
                           .effect = wire::Respond{.status = 429, .headers = {{"Retry-After", "5"}}}},
                          world.scheduler.now());
  CHECK(world.ask(world.push()).status == 429);
  CHECK(world.metric("incoming.all.requests") == 0);
}

}  // namespace droppoint::test
