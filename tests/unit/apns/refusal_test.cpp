#include <functional>
#include <set>
#include <vector>

#include "fakes/apns/checks.hpp"
#include "fakes/apns/reasons.hpp"
#include "fakes/causes.hpp"
#include "tests/unit/apns/apns_world.hpp"

namespace droppoint::test {
namespace {

struct Row {
  std::string what;
  std::function<void(ApnsWorld&, http::Request&)> spoil;
  int status;
  std::string reason;
  std::string cause;
};

void header(http::Request& request, std::string_view name, std::string_view value) {
  request.headers.set(name, value);
}

// Each begins with an alert push that would be taken.
const std::vector<Row> kRows{
    {"another method", [](auto&, auto& r) { r.method = "GET"; }, 405, "MethodNotAllowed", ""},
    {"another method wins over a wrong path",
     [](auto&, auto& r) {
       r.method = "PUT";
       r.target = "/nowhere";
     },
     405, "MethodNotAllowed", ""},
    {"another path", [](auto&, auto& r) { r.target = "/3/devices/" + std::string(64, 'a'); }, 404, "BadPath",
     ""},
    {"the folder alone", [](auto&, auto& r) { r.target = "/3/device"; }, 404, "BadPath", ""},
    {"a path below the token", [](auto&, auto& r) { r.target += "/more"; }, 404, "BadPath", ""},
    {"routes for devices are not for others", [](auto&, auto& r) { r.target = "/_device/tokens"; }, 404,
     "BadPath", ""},
    {"two topics", [](auto&, auto& r) { r.headers.add("apns-topic", kApp); }, 400, "DuplicateHeaders",
     "bad-request-header"},
    {"two authorizations", [](auto&, auto& r) { r.headers.add("Authorization", "bearer x"); }, 400,
     "DuplicateHeaders", "bad-request-header"},
    {"an id that is no UUID", [](auto&, auto& r) { header(r, "apns-id", "1234"); }, 400, "BadMessageId",
     "bad-request-header"},
    {"an id without hyphens",
     [](auto&, auto& r) { header(r, "apns-id", "123e4567e89b12d3a456426614174000"); }, 400, "BadMessageId",
     "bad-request-header"},
    {"no authorization", [](auto&, auto& r) { r.headers.remove("authorization"); }, 403,
     "MissingProviderToken", "pns-invalid-credentials"},
    {"no topic", [](auto&, auto& r) { r.headers.remove("apns-topic"); }, 400, "MissingTopic",
     "bad-request-header"},
    {"an empty topic", [](auto&, auto& r) { header(r, "apns-topic", ""); }, 400, "MissingTopic",
     "bad-request-header"},
    {"a topic that is no bundle id", [](auto&, auto& r) { header(r, "apns-topic", "com example"); }, 400,
     "BadTopic", "bad-request-header"},
    {"an endless topic", [](auto&, auto& r) { header(r, "apns-topic", std::string(256, 'a')); }, 400,
     "BadTopic", "bad-request-header"},
    {"an unknown push type", [](auto&, auto& r) { header(r, "apns-push-type", "banner"); }, 400,
     "InvalidPushType", "bad-request-header"},
    {"a push type in capitals", [](auto&, auto& r) { header(r, "apns-push-type", "ALERT"); }, 400,
     "InvalidPushType", "bad-request-header"},
    {"priority 3", [](auto&, auto& r) { header(r, "apns-priority", "3"); }, 400, "BadPriority",
     "bad-request-header"},
    {"a priority in words", [](auto&, auto& r) { header(r, "apns-priority", "high"); }, 400, "BadPriority",
     "bad-request-header"},
    {"background at priority 10",
     [](auto&, auto& r) {
       header(r, "apns-push-type", "background");
       header(r, "apns-priority", "10");
     },
     400, "BadPriority", "bad-request-header"},
    {"an expiration in words", [](auto&, auto& r) { header(r, "apns-expiration", "tomorrow"); }, 400,
     "BadExpirationDate", "bad-request-header"},
    {"a negative expiration", [](auto&, auto& r) { header(r, "apns-expiration", "-1"); }, 400,
     "BadExpirationDate", "bad-request-header"},
    {"an expiration with a fraction", [](auto&, auto& r) { header(r, "apns-expiration", "1800000000.5"); },
     400, "BadExpirationDate", "bad-request-header"},
    {"an expiration that no number holds",
     [](auto&, auto& r) { header(r, "apns-expiration", std::string(30, '9')); }, 400, "BadExpirationDate",
     "bad-request-header"},
    {"a collapse id of 65 bytes", [](auto&, auto& r) { header(r, "apns-collapse-id", std::string(65, 'c')); },
     400, "BadCollapseId", "bad-request-header"},
    {"a collapse id of 33 two-byte letters",
     [](auto&, auto& r) {
       std::string letters;
       for (int letter = 0; letter < 33; ++letter) letters += "\xC3\xA9";
       header(r, "apns-collapse-id", letters);
     },
     400, "BadCollapseId", "bad-request-header"},
    {"no device token", [](auto&, auto& r) { r.target = "/3/device/"; }, 400, "MissingDeviceToken",
     "bad-device-token"},
    {"a short device token", [](auto&, auto& r) { r.target = "/3/device/abc123"; }, 400, "BadDeviceToken",
     "bad-device-token"},
    {"a device token with other letters",
     [](auto&, auto& r) { r.target = "/3/device/" + std::string(64, 'z'); }, 400, "BadDeviceToken",
     "bad-device-token"},
    {"a device token that nobody has", [](auto&, auto& r) { r.target = "/3/device/" + std::string(64, 'a'); },
     400, "BadDeviceToken", "bad-device-token"},
    {"a sandbox token", [](auto& w, auto& r) { r.target = "/3/device/" + w.sandbox; }, 400, "BadDeviceToken",
     "environment-mismatch"},
    {"a production token on the sandbox server",
     [](auto&, auto& r) { r.authority = "api.sandbox.push.apple.com:443"; }, 400, "BadDeviceToken",
     "environment-mismatch"},
    {"a production token on the sandbox server's other name",
     [](auto&, auto& r) { r.authority = "API.development.push.apple.com"; }, 400, "BadDeviceToken",
     "environment-mismatch"},
    {"another app's topic", [](auto&, auto& r) { header(r, "apns-topic", "com.example.other"); }, 400,
     "DeviceTokenNotForTopic", "device-token-not-for-topic"},
    {"a topic that only begins like the app's",
     [](auto&, auto& r) { header(r, "apns-topic", kApp + "lication"); }, 400, "DeviceTokenNotForTopic",
     "device-token-not-for-topic"},
    {"a VoIP token without .voip", [](auto& w, auto& r) { r.target = "/3/device/" + w.voip; }, 400,
     "DeviceTokenNotForTopic", "device-token-not-for-topic"},
    {"an alert token with .voip",
     [](auto&, auto& r) {
       header(r, "apns-topic", kApp + ".voip");
       header(r, "apns-push-type", "voip");
     },
     400, "DeviceTokenNotForTopic", "device-token-not-for-topic"},
    {"push type voip to the app's own topic", [](auto&, auto& r) { header(r, "apns-push-type", "voip"); },
     400, "TopicDisallowed", "topic-disallowed"},
    {"push type alert to a topic of calls",
     [](auto& w, auto& r) {
       r.target = "/3/device/" + w.voip;
       header(r, "apns-topic", kApp + ".voip");
     },
     400, "TopicDisallowed", "topic-disallowed"},
    {"no payload", [](auto&, auto& r) { r.body = nullptr; }, 400, "PayloadEmpty", "invalid-payload"},
    {"4097 bytes", [](auto&, auto& r) { r.body = http::make_body(std::string(4097, ' ')); }, 413,
     "PayloadTooLarge", "pns-payload-too-large"},
    {"5121 bytes for a call",
     [](auto& w, auto& r) {
       r = w.call(w.voip);
       r.body = http::make_body(std::string(5121, ' '));
     },
     413, "PayloadTooLarge", "pns-payload-too-large"},
};

}  // namespace

TEST_CASE("every refusal has its status, its reason and nothing else in the body", "[apns]") {
  for (const Row& row : kRows) {
    DYNAMIC_SECTION(row.what) {
      ApnsWorld world;
      http::Request request = world.valid(world.alert);
      request.headers.set("apns-id", "123E4567-e89b-12d3-a456-426614174000");
      row.spoil(world, request);
      const std::string sent_id(request.headers.get("apns-id").value_or(""));

      const http::Response response = world.push(std::move(request));
      CHECK(response.status == row.status);
      CHECK(body_of(response) == reason_body(row.reason));
      CHECK(response.headers.get("content-type") == "application/json");
      REQUIRE(response.headers.get("apns-id"));
      const bool usable = row.reason != "BadMessageId" && !sent_id.empty();
      if (usable) CHECK(*response.headers.get("apns-id") == sent_id);
      CHECK(apns::is_uuid(*response.headers.get("apns-id")));
      CHECK_FALSE(response.headers.contains("apns-unique-id"));

      world.advance(std::chrono::hours(1));
      CHECK(world.phone.seen.empty());
      const wire::Verdict verdict = world.verdict();
      if (row.cause.empty()) {
        CHECK(world.wire.ledger().notifications(world.last_trace).empty());
      } else {
        CHECK(verdict.state == wire::VerdictState::dropped);
        CHECK(verdict.drop_point == 2);
        CHECK(verdict.cause == row.cause);
        CHECK(verdict.detail.find(row.reason) != std::string::npos);
      }
    }
  }
}

TEST_CASE("the first check that fails decides", "[apns]") {
  // A request with everything wrong, mended one after the other in the documented order.
  ApnsWorld world;
  http::Request request = world.valid(std::string(64, 'a'));
  request.method = "GET";
  request.target = "/3/devices/" + std::string(64, 'a');
  request.body = nullptr;
  request.headers = {{"apns-id", "no"},           {"apns-id", "no"},
                     {"authorization", "bearer"}, {"apns-topic", "?"},
                     {"apns-push-type", "?"},     {"apns-priority", "?"},
                     {"apns-expiration", "?"},    {"apns-collapse-id", std::string(65, '?')}};
  const auto reason = [&world, &request] { return body_of(world.push(request)); };
  CHECK(reason() == reason_body("MethodNotAllowed"));
  request.method = "POST";
  CHECK(reason() == reason_body("BadPath"));
  request.target = "/3/device/xyz";
  CHECK(reason() == reason_body("DuplicateHeaders"));
  request.headers.set("apns-id", "no");
  CHECK(reason() == reason_body("BadMessageId"));
  request.headers.remove("apns-id");
  CHECK(reason() == reason_body("MissingProviderToken"));
  request.headers.set("authorization", world.bearer());
  CHECK(reason() == reason_body("BadTopic"));
  request.headers.set("apns-topic", kApp + ".push-type.widgets");
  CHECK(reason() == reason_body("InvalidPushType"));
  request.headers.set("apns-push-type", "alert");
  CHECK(reason() == reason_body("BadPriority"));
  request.headers.set("apns-priority", "5");
  CHECK(reason() == reason_body("BadExpirationDate"));
  request.headers.set("apns-expiration", "0");
  CHECK(reason() == reason_body("BadCollapseId"));
  request.headers.set("apns-collapse-id", std::string(64, 'c'));
  CHECK(reason() == reason_body("BadDeviceToken"));
  request.target = "/3/device/" + world.voip;
  CHECK(reason() == reason_body("DeviceTokenNotForTopic"));
  request.target = "/3/device/" + world.alert;
  CHECK(reason() == reason_body("TopicDisallowed"));
  request.headers.set("apns-push-type", "widgets");
  CHECK(reason() == reason_body("PayloadEmpty"));
  request.body = http::make_body(std::string(4097, ' '));
  CHECK(reason() == reason_body("PayloadTooLarge"));
  request.body = http::make_body("{}");
  CHECK(world.push(request).status == 200);
}

TEST_CASE("the tables of reasons and checks are complete", "[apns]") {
  const auto reasons = apns::all_reasons();
  REQUIRE(reasons.size() == 32);
  std::set<std::string_view> texts;
  for (const apns::ReasonRow& row : reasons) {
    CHECK(&apns::row_of(row.reason) == &row);
    CHECK(fakes::find_cause(row.cause) != nullptr);
    CHECK(fakes::find_cause(row.cause)->drop_point == 2);
    CHECK(apns::find_reason(row.text) == &row);
    texts.insert(row.text);
    CHECK(apns::refuse({row.reason, ""}, "id").status == row.status);
  }
  CHECK(texts.size() == reasons.size());
  CHECK(apns::find_reason("BadEnvironmentKeyInToken") == nullptr);
  std::set<std::string_view> names;
  for (const apns::NamedCheck& check : apns::all_checks()) names.insert(check.name);
  CHECK(names.size() == apns::all_checks().size());
}

TEST_CASE("a removed app's token is answered 410 with the time since when", "[apns]") {
  ApnsWorld world;
  world.advance(std::chrono::milliseconds(1500));
  REQUIRE(world.from_device("DELETE", "/_device/tokens/" + world.alert)->status == 204);
  world.advance(std::chrono::hours(1));
  // A second removal does not change the time.
  REQUIRE(world.from_device("DELETE", "/_device/tokens/" + world.alert)->status == 204);
  const http::Response response = world.push(world.valid(world.alert));
  CHECK(response.status == 410);
  CHECK(body_of(response) == R"({"reason":"Unregistered","timestamp":1767225601500})");
  CHECK(world.verdict().cause == "unregistered");
  CHECK(world.verdict().drop_point == 2);
}

TEST_CASE("what is not emulated says so", "[apns]") {
  ApnsWorld world;
  http::Request broadcast = world.valid(world.alert);
  SECTION("a broadcast") {
    broadcast.target = "/4/broadcasts/apps/com.example.app";
  }
  SECTION("channels by path") {
    broadcast.target = "/1/apps/com.example.app/channels";
  }
  SECTION("channels by host, with any method") {
    broadcast.authority = "api-manage-broadcast.push.apple.com:2196";
    broadcast.method = "GET";
  }
  SECTION("channels of the sandbox") {
    broadcast.authority = "api-manage-broadcast.sandbox.push.apple.com";
  }
  const http::Response response = world.push(std::move(broadcast));
  CHECK(response.status == 501);
  CHECK(body_of(response).find("docs/fidelity/apns.md") != std::string::npos);
  world.advance(std::chrono::hours(1));
  CHECK(world.phone.seen.empty());
}

TEST_CASE("what the hub sent is diagnosed, and settled by the hub", "[apns]") {
  ApnsWorld world;
  wire::Ledger& ledger = world.wire.ledger();
  const wire::TraceId trace = ledger.open_trace();
  const auto notification = ledger.open({.trace = trace, .kind = "incoming-call", .channel = "push"});
  http::Request request = world.valid(world.alert);
  request.authority = "api.sandbox.push.apple.com";
  const http::Response response = world.push_for(notification, trace, request);
  CHECK(body_of(response) == reason_body("BadDeviceToken"));
  REQUIRE(ledger.diagnosis(notification));
  CHECK(ledger.diagnosis(notification)->cause == "environment-mismatch");
  CHECK(ledger.find(notification)->verdict.state == wire::VerdictState::pending);
  CHECK(ledger.notifications(trace).size() == 1);
}

TEST_CASE("a notification that is refused names the device that the token belongs to", "[apns]") {
  ApnsWorld world;
  http::Request request = world.valid(world.alert);
  request.body = nullptr;
  world.push(std::move(request));
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 1);
  CHECK(notifications[0].kind == "direct");
  CHECK(notifications[0].channel == "push");
  CHECK(notifications[0].device == "phone");
  CHECK(notifications[0].user == "alice");
}

}  // namespace droppoint::test
