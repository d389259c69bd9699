#include <catch2/catch.hpp>

#include <vector>

#include "fakes/auth/jwt.hpp"
#include "fakes/causes.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

http::Request with(http::Request request, std::string_view name, std::string_view value) {
  request.headers.add(name, value);
  return request;
}

std::string provider_token(const wire::Hop& hop) {
  const std::string value = header(hop.request, "authorization");
  REQUIRE(value.starts_with("bearer "));
  return value.substr(7);
}

}  // namespace

TEST_CASE("a push reaches APNs with the hub's topic and a provider token of the credential") {
  HubWorld world;
  world.ask(with(with(world.push(), "apns-topic", "com.evil"), "Apns-Collapse-Id", "c1"));
  REQUIRE(world.apns.seen.size() == 1);
  const wire::Hop& hop = world.apns.seen[0];
  CHECK(hop.from == wire::Party::notification_hubs);
  CHECK(hop.request.method == "POST");
  CHECK(hop.request.authority == "api.push.apple.com");
  CHECK(hop.request.target == "/3/device/aa11");
  CHECK(http::bytes_of(hop.request.body) == kAlert);
  CHECK(hop.request.headers.count("apns-topic") == 1);
  CHECK(header(hop.request, "apns-topic") == "com.contoso.app");
  CHECK(header(hop.request, "apns-collapse-id") == "c1");
  CHECK(header(hop.request, "apns-push-type") == "alert");
  CHECK(header(hop.request, "apns-priority") == "(none)");
  CHECK_FALSE(hop.request.headers.contains("ServiceBusNotification-Format"));
  const auto jwt = auth::parse_jwt(provider_token(hop));
  REQUIRE(jwt);
  CHECK(jwt->kid == "KEY0000001");
  CHECK(jwt->iss == "TEAM000001");
  CHECK(jwt->iat == sim::unix_seconds(kStart));
  const auto key = auth::EcPrivateKey::from_pem(auth::kApnsSigningKeyPem);
  CHECK_FALSE(auth::verify_es256(*jwt, key->public_key()));
}

TEST_CASE("the credential's endpoint says which environment is asked") {
  HubWorld world;
  struct Row {
    const char* endpoint;
    const char* host;
  };
  const Row row =
      GENERATE(Row{"https://api.sandbox.push.apple.com:443/3/device", "api.sandbox.push.apple.com"},
               Row{"https://api.development.push.apple.com:443/3/device", "api.development.push.apple.com"},
               Row{"api.push.apple.com", "api.push.apple.com"});
  world.hub().apns->endpoint = row.endpoint;
  world.ask(world.push());
  CHECK(world.apns.seen.at(0).request.authority == row.host);
}

TEST_CASE("voip adds its suffix to the topic unless it is there or the hub is strict") {
  HubWorld world;
  struct Row {
    const char* topic;
    bool append;
    const char* sent;
  };
  const Row row = GENERATE(Row{"com.a", true, "com.a.voip"}, Row{"com.a.voip", true, "com.a.voip"},
                           Row{"com.a", false, "com.a"});
  world.hub().apns->topic = row.topic;
  world.hub().apns->append_voip = row.append;
  world.ask(with(world.push(), "ServiceBusNotification-Apns-Push-Type", "voip"));
  CHECK(header(world.apns.seen.at(0).request, "apns-topic") == row.sent);
  CHECK(header(world.apns.seen.at(0).request, "apns-push-type") == "voip");
}

TEST_CASE("a missing push type is inferred from what the user would notice") {
  HubWorld world;
  struct Row {
    const char* body;
    const char* type;
  };
  const Row row = GENERATE(Row{R"({"aps":{"content-available":1}})", "background"},
                           Row{R"({"aps":{"content-available":1,"alert":"x"}})", "alert"},
                           Row{R"({"aps":{"content-available":1,"badge":2}})", "alert"},
                           Row{R"({"aps":{"content-available":1,"sound":"s"}})", "alert"},
                           Row{R"({"aps":{"content-available":0}})", "alert"},
                           Row{R"({"aps":{"content-available":"1"}})", "alert"},
                           Row{R"({"aps":{}})", "alert"}, Row{R"({"aps":1})", "alert"});
  world.ask(world.push("apple", row.body));
  CHECK(header(world.apns.seen.at(0).request, "apns-push-type") == row.type);
}

TEST_CASE("the hub's own headers become Apple's, which win where both are given") {
  HubWorld world;
  const std::string expiry = GENERATE("2026-01-01T01:00:00Z", "2026-01-01T01:00:00", "01/01/2026 01:00:00",
                                      "2026-01-01T02:00:00+01:00");
  http::Request request = with(world.push(), "ServiceBusNotification-Apns-Expiry", expiry);
  request = with(std::move(request), "X-Apns-Priority", "5");
  world.ask(request);
  CHECK(header(world.apns.seen.at(0).request, "apns-expiration") == "1767229200");
  CHECK(header(world.apns.seen.at(0).request, "apns-priority") == "5");

  request = with(with(std::move(request), "apns-expiration", "7"), "apns-priority", "10");
  world.ask(std::move(request));
  CHECK(header(world.apns.seen.at(1).request, "apns-expiration") == "7");
  CHECK(header(world.apns.seen.at(1).request, "apns-priority") == "10");
}

TEST_CASE("an expiry or priority that is none is refused") {
  HubWorld world;
  const http::Response expiry = world.ask(with(world.push(), "ServiceBusNotification-Apns-Expiry", "soon"));
  CHECK(expiry.status == 400);
  CHECK(contains(body_of(expiry), "'ServiceBusNotification-Apns-Expiry' has an invalid value: 'soon'."));
  CHECK(world.ask(with(world.push(), "ServiceBusNotification-Apns-Expiry", "13/40/2026 99:00:00")).status ==
        400);
  CHECK(world.ask(with(world.push(), "X-Apns-Priority", "high")).status == 400);
}

TEST_CASE("a provider token is kept for forty minutes of the cloud's time, for each credential") {
  HubWorld world;
  auto& other = world.add_hub("contoso", "hub2");
  other.apns = world.hub().apns;
  other.apns->key_id = "KEY0000002";
  const auto push = [&](std::string_view target) {
    http::Request request = world.push("apple", kAlert, "aa11", target);
    request.headers.set("Authorization",
                        world.sas("acs-send", kKey, "https://contoso.servicebus.windows.net/"));
    REQUIRE(world.ask(std::move(request)).status == 201);
    return provider_token(world.apns.seen.back());
  };
  const std::string first = push(kDirect);
  world.advance(std::chrono::minutes(40) - std::chrono::seconds(1));
  CHECK(push(kDirect) == first);
  CHECK(push("/hub2/messages?direct") != first);
  world.advance(std::chrono::seconds(1));
  const std::string second = push(kDirect);
  CHECK(second != first);
  CHECK(auth::parse_jwt(second)->iat == sim::unix_seconds(kStart) + 40 * 60);
}

TEST_CASE("a token that APNs calls expired is signed anew, once") {
  HubWorld world;
  world.ask(world.push());
  const std::string first = provider_token(world.apns.seen.back());
  world.advance(std::chrono::minutes(1));
  SECTION("and taken") {
    world.apns.then(403, R"({"reason":"ExpiredProviderToken"})");
    world.apns.then(200);
    world.ask(world.push());
    REQUIRE(world.apns.seen.size() == 3);
    CHECK(provider_token(world.apns.seen[1]) == first);
    CHECK(provider_token(world.apns.seen[2]) != first);
    CHECK(world.verdict().state == wire::VerdictState::pending);
    CHECK(world.metric("outgoing.apns.success") == 2);
    CHECK(world.metric("outgoing.apns.invalidcredentials") == 0);
  }
  SECTION("and expired again") {
    world.apns.then(403, R"({"reason":"ExpiredProviderToken"})");
    world.ask(world.push());
    CHECK(world.apns.seen.size() == 3);
    CHECK(world.verdict().cause == "provider-token-expired");
    CHECK(world.metric("outgoing.apns.invalidcredentials") == 1);
  }
}

TEST_CASE("more than 4 KB is not handed to APNs, also for voip") {
  HubWorld world;
  std::string body = R"({"aps":{"alert":""}})";
  body.insert(body.size() - 3, std::string(4096 - body.size(), 'x'));
  world.ask(world.push("apple", body));
  CHECK(world.apns.seen.size() == 1);
  body.insert(body.size() - 3, "x");
  const http::Response answer =
      world.ask(with(world.push("apple", body), "ServiceBusNotification-Apns-Push-Type", "voip"));
  CHECK(answer.status == 201);
  CHECK(world.apns.seen.size() == 1);
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.verdict().cause == "pns-payload-too-large");
  CHECK(world.metric("incoming") == 2);
  CHECK(world.metric("outgoing.apns.invalidnotificationsize") == 1);
  CHECK(world.metric("outgoing.allpns.invalidpayload") == 1);
}

TEST_CASE("a credential whose key cannot be read ends in invalid credentials") {
  HubWorld world;
  world.hub().apns->token = "not a key";
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.apns.seen.empty());
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(world.metric("outgoing.apns.invalidcredentials") == 1);
}

TEST_CASE("a handle cannot leave its place in the path") {
  HubWorld world;
  world.ask(world.push("apple", kAlert, "../x?y z"));
  CHECK(world.apns.seen.at(0).request.target == "/3/device/..%2Fx%3Fy%20z");
}

TEST_CASE("what APNs refuses falls at drop point 2, with its metric and cause") {
  struct Row {
    int status;
    const char* reason;
    const char* metric;
    const char* all_metric;
    const char* cause;
  };
  const Row row = GENERATE(
      Row{400, "BadDeviceToken", "outgoing.apns.badchannel", "outgoing.allpns.badorexpiredchannel",
          "bad-device-token"},
      Row{400, "DeviceTokenNotForTopic", "", "outgoing.allpns.channelerror", "device-token-not-for-topic"},
      Row{400, "TopicDisallowed", "", "outgoing.allpns.invalidpayload", "topic-disallowed"},
      Row{400, "BadPriority", "", "outgoing.allpns.invalidpayload", "bad-request-header"},
      Row{400, "DuplicateHeaders", "", "outgoing.allpns.invalidpayload", "bad-request-header"},
      Row{400, "PayloadEmpty", "", "outgoing.allpns.invalidpayload", "invalid-payload"},
      Row{410, "Unregistered", "outgoing.apns.expiredchannel", "outgoing.allpns.badorexpiredchannel",
          "unregistered"},
      Row{410, "ExpiredToken", "outgoing.apns.expiredchannel", "outgoing.allpns.badorexpiredchannel",
          "unregistered"},
      Row{403, "InvalidProviderToken", "outgoing.apns.invalidcredentials", "", "pns-invalid-credentials"},
      Row{403, "Forbidden", "outgoing.apns.invalidcredentials", "", "pns-invalid-credentials"},
      Row{413, "PayloadTooLarge", "outgoing.apns.invalidnotificationsize", "outgoing.allpns.invalidpayload",
          "pns-payload-too-large"},
      Row{429, "TooManyRequests", "outgoing.apns.pnserror", "outgoing.allpns.channelerror", "pns-throttled"},
      Row{429, "TooManyProviderTokenUpdates", "outgoing.apns.pnserror", "outgoing.allpns.channelerror",
          "provider-token-churned"},
      Row{500, "InternalServerError", "outgoing.apns.pnserror", "outgoing.allpns.pnserror",
          "pns-unavailable"},
      Row{503, "Shutdown", "outgoing.apns.pnserror", "outgoing.allpns.pnserror", "pns-unavailable"},
      Row{418, "", "outgoing.apns.pnserror", "outgoing.allpns.pnserror", "pns-unavailable"});
  INFO(row.status << ' ' << row.reason);
  HubWorld world;
  world.name_space().delivery_window = sim::Duration::zero();
  world.apns.then(row.status, std::string(R"({"reason":")") + row.reason + R"("})");
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.apns.seen.size() == 1);
  CHECK(world.verdict().state == wire::VerdictState::dropped);
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.verdict().cause == row.cause);
  CHECK(contains(world.verdict().detail, "APNs answered " + std::to_string(row.status)));
  if (*row.metric != '\0') CHECK(world.metric(row.metric) == 1);
  if (*row.all_metric != '\0') CHECK(world.metric(row.all_metric) == 1);
  CHECK(world.metric("outgoing.apns.success") == 0);
  CHECK(world.metric("outgoing.allpns.success") == 0);
  CHECK(world.metric("notificationhub.pushes") == 1);
  CHECK(world.metric("incoming") == 1);
}

TEST_CASE("no answer of APNs is pns-unavailable") {
  HubWorld world;
  world.name_space().delivery_window = sim::Duration::zero();
  SECTION("refused") {
    world.apns.then(wire::Answer(tl::unexpected(wire::Break::refused)));
  }
  SECTION("not JSON") {
    world.apns.then(503, "<html>");
  }
  world.ask(world.push());
  CHECK(world.verdict().cause == "pns-unavailable");
  CHECK(world.metric("outgoing.apns.pnserror") == 1);
}

TEST_CASE("what APNs takes is left to APNs and the device") {
  HubWorld world;
  world.ask(world.push());
  CHECK(world.verdict().state == wire::VerdictState::pending);
  CHECK(world.metric("outgoing.apns.success") == 1);
  CHECK(world.metric("outgoing.allpns.success") == 1);
}

namespace {

// Refuses, and says in the ledger what the wire does not.
class Telling final : public wire::Service {
 public:
  explicit Telling(wire::Wire& wire) : wire_(wire) {}
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    wire_.ledger().diagnose(hop.notification, fakes::dropped("environment-mismatch", "a sandbox token"));
    co_return http::Response{.status = 400, .body = http::make_body(R"({"reason":"BadDeviceToken"})")};
  }

 private:
  wire::Wire& wire_;
};

}  // namespace

TEST_CASE("what APNs knows better becomes the cause") {
  HubWorld world;
  Telling telling(world.wire);
  world.wire.attach(wire::Party::apns, telling);
  world.ask(world.push());
  CHECK(world.verdict().cause == "environment-mismatch");
  CHECK(world.verdict().detail == "a sandbox token");
  CHECK(world.metric("outgoing.apns.badchannel") == 1);
}

TEST_CASE("a hub that is deleted while a push is under way gets no more metrics") {
  HubWorld world;
  const std::string id = resources::resource_id_of(world.name_space(), world.hub());
  world.wire.faults().add(
      {.match = {.to = wire::Party::apns}, .effect = wire::Delay{std::chrono::seconds(2)}},
      world.scheduler.now());
  world.ask(world.push());
  world.name_space().hubs.clear();
  world.metrics.forget(id);
  world.advance(std::chrono::seconds(3));
  CHECK(world.apns.seen.size() == 1);
  CHECK(world.metrics.total(id, "outgoing.apns.success") == 0);
}

}  // namespace droppoint::test
