#include <catch2/catch.hpp>

#include "emulator/http/form.hpp"
#include "fakes/auth/jwt.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

constexpr std::string_view kMessage = R"({"message":{"data":{"a":"b"},"android":{"ttl":"30s"}}})";
constexpr const char* kToken = R"({"access_token":"ya29.one","expires_in":3599,"token_type":"Bearer"})";
constexpr const char* kSent = R"({"name":"projects/contoso-project/messages/0:1%2"})";

http::Request message(HubWorld& world, std::string_view handle = "t1") {
  return world.push("fcmv1", kMessage, handle);
}

}  // namespace

TEST_CASE("a push reaches FCM v1 with an access token that was asked for over the wire") {
  HubWorld world;
  world.fcm.then(200, kToken);
  world.fcm.then(200, kSent);
  CHECK(world.ask(message(world)).status == 201);
  REQUIRE(world.fcm.seen.size() == 2);
  const http::Request& grant = world.fcm.seen[0].request;
  CHECK(grant.authority == "oauth2.googleapis.com");
  CHECK(grant.target == "/token");
  const auto form = http::Form::parse(http::bytes_of(grant.body));
  REQUIRE(form);
  CHECK(form->get("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer");
  const auto jwt = auth::parse_jwt(form->get("assertion").value_or(""));
  REQUIRE(jwt);
  CHECK(jwt->iss == "push@contoso-project.iam.gserviceaccount.com");
  CHECK(jwt->aud == "https://oauth2.googleapis.com/token");
  CHECK(jwt->scope == "https://www.googleapis.com/auth/firebase.messaging");
  CHECK(*jwt->exp - *jwt->iat == 3600);
  const auto key = auth::RsaPrivateKey::from_pem(auth::kFcmServiceAccountPem);
  CHECK_FALSE(auth::verify_rs256(*jwt, key->public_key()));

  const http::Request& send = world.fcm.seen[1].request;
  CHECK(send.authority == "fcm.googleapis.com");
  CHECK(send.target == "/v1/projects/contoso-project/messages:send");
  CHECK(header(send, "authorization") == "Bearer ya29.one");
  CHECK(http::bytes_of(send.body) ==
        R"({"message":{"data":{"a":"b"},"android":{"ttl":"30s"},"token":"t1"}})");
  CHECK(world.metric("outgoing.fcmv1.success") == 1);
  CHECK(world.metric("notificationhub.pushes") == 1);
}

TEST_CASE("an access token is kept until five minutes before it expires") {
  HubWorld world;
  world.fcm.then(200, kToken);
  world.fcm.then(200, kSent);
  world.ask(message(world));
  world.advance(std::chrono::seconds(3599 - 300 - 1));
  world.ask(message(world));
  CHECK(world.fcm.seen.size() == 3);
  world.advance(std::chrono::seconds(1));
  world.fcm.then(200, R"({"access_token":"ya29.two","expires_in":3599})");
  world.fcm.then(200, kSent);
  world.ask(message(world));
  REQUIRE(world.fcm.seen.size() == 5);
  CHECK(header(world.fcm.seen[4].request, "authorization") == "Bearer ya29.two");
}

TEST_CASE("an access token that FCM no longer takes is not used again") {
  HubWorld world;
  world.fcm.then(200, kToken);
  world.fcm.then(401, R"({"error":{"code":401,"status":"UNAUTHENTICATED","message":"no"}})");
  world.ask(message(world));
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  world.fcm.then(200, kToken);
  world.fcm.then(200, kSent);
  world.ask(message(world));
  CHECK(world.fcm.seen.at(2).request.target == "/token");
  CHECK(world.metric("outgoing.fcmv1.success") == 1);
}

TEST_CASE("the caller's own token in the message gives way to the handle") {
  HubWorld world;
  world.fcm.then(200, kToken);
  world.fcm.then(200, kSent);
  world.ask(world.push("fcmv1", R"({"message":{"token":"mine","data":{}}})", "t\"1"));
  CHECK(http::bytes_of(world.fcm.seen.at(1).request.body) == R"({"message":{"token":"t\"1","data":{}}})");
}

TEST_CASE("without an access token nothing is sent") {
  HubWorld world;
  std::string cause;
  std::string metric;
  SECTION("the endpoint does not answer") {
    world.fcm.then(wire::Answer(tl::unexpected(wire::Break::refused)));
    cause = "token-provider-unreachable";
    metric = "outgoing.fcmv1.pnserror";
  }
  SECTION("the endpoint fails") {
    world.fcm.then(503);
    cause = "token-provider-unreachable";
    metric = "outgoing.fcmv1.pnserror";
  }
  SECTION("the endpoint answers no token") {
    world.fcm.then(200, "[]");
    cause = "token-provider-unreachable";
    metric = "outgoing.fcmv1.pnserror";
  }
  SECTION("the endpoint refuses the account") {
    world.fcm.then(400, R"({"error":"invalid_grant","error_description":"no"})");
    cause = "pns-invalid-credentials";
    metric = "outgoing.fcmv1.invalidcredentials";
  }
  SECTION("the key cannot be read") {
    world.hub().fcm_v1->private_key = "nonsense";
    cause = "pns-invalid-credentials";
    metric = "outgoing.fcmv1.invalidcredentials";
  }
  CHECK(world.ask(message(world)).status == 201);
  CHECK(world.fcm.seen.size() <= 1);
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.verdict().cause == cause);
  CHECK(world.metric(metric) == 1);
}

TEST_CASE("what FCM v1 refuses falls at drop point 2, with its metric and cause") {
  struct Row {
    int status;
    const char* code;
    const char* text;
    const char* metric;
    const char* cause;
  };
  const Row row = GENERATE(
      Row{404, "UNREGISTERED", "Requested entity was not found.", "badchannel", "unregistered"},
      Row{404, "", "Not found", "badchannel", "unregistered"},
      Row{400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token",
          "badchannel", "bad-device-token"},
      Row{400, "INVALID_ARGUMENT", "Invalid package name", "wrongchannel", "invalid-payload"},
      Row{400, "INVALID_ARGUMENT", "Message is too big", "invalidnotificationsize", "pns-payload-too-large"},
      Row{400, "INVALID_ARGUMENT", "Invalid TTL", "invalidnotificationformat", "invalid-payload"},
      Row{401, "", "", "invalidcredentials", "pns-invalid-credentials"},
      Row{403, "SENDER_ID_MISMATCH", "SenderId mismatch", "invalidcredentials", "sender-id-mismatch"},
      Row{403, "", "disabled", "invalidcredentials", "pns-invalid-credentials"},
      Row{429, "QUOTA_EXCEEDED", "", "throttled", "fcm-quota-exceeded"},
      Row{429, "", "", "throttled", "pns-throttled"}, Row{500, "INTERNAL", "", "pnserror", "pns-unavailable"},
      Row{503, "UNAVAILABLE", "", "pnserror", "pns-unavailable"});
  INFO(row.status << ' ' << row.code << ' ' << row.text);
  HubWorld world;
  world.name_space().delivery_window = sim::Duration::zero();
  world.fcm.then(200, kToken);
  std::string details;
  if (*row.code != '\0') {
    details = std::string(R"(,"details":[{"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError",)") +
              R"("errorCode":")" + row.code + R"("}])";
  }
  world.fcm.then(row.status,
                 std::string(R"({"error":{"status":"X","message":")") + row.text + "\"" + details + "}}");
  CHECK(world.ask(message(world)).status == 201);
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.verdict().cause == row.cause);
  CHECK(world.metric(std::string("outgoing.fcmv1.") + row.metric) == 1);
  CHECK(world.metric("outgoing.fcmv1.success") == 0);
}

TEST_CASE("gcm sends go by the legacy protocol with the server key") {
  HubWorld world;
  world.hub().gcm = resources::GcmCredential{.api_key = "AIza-key"};
  world.fcm.then(200, R"({"multicast_id":1,"success":1,"failure":0,"results":[{"message_id":"0:1"}]})");
  CHECK(world.ask(world.push("gcm", R"({"data":{"a":"b"}})", "t1")).status == 201);
  REQUIRE(world.fcm.seen.size() == 1);
  const http::Request& sent = world.fcm.seen[0].request;
  CHECK(sent.authority == "android.googleapis.com");
  CHECK(sent.target == "/gcm/send");
  CHECK(header(sent, "authorization") == "key=AIza-key");
  CHECK(http::bytes_of(sent.body) == R"({"data":{"a":"b"},"to":"t1"})");
  CHECK(world.metric("outgoing.gcm.success") == 1);
}

TEST_CASE("what the legacy protocol refuses falls at drop point 2, also inside a 200") {
  struct Row {
    int status;
    const char* error;
    const char* metric;
    const char* cause;
  };
  const Row row = GENERATE(Row{200, "NotRegistered", "expiredchannel", "unregistered"},
                           Row{200, "InvalidRegistration", "badchannel", "bad-device-token"},
                           Row{200, "MismatchSenderId", "invalidcredentials", "sender-id-mismatch"},
                           Row{200, "MessageTooBig", "invalidnotificationsize", "pns-payload-too-large"},
                           Row{200, "InvalidTtl", "invalidnotificationformat", "invalid-payload"},
                           Row{200, "InvalidPackageName", "wrongchannel", "invalid-payload"},
                           Row{200, "DeviceMessageRateExceeded", "throttled", "pns-throttled"},
                           Row{200, "DeprecatedApi", "pnserror", "pns-unavailable"},
                           Row{200, "Unavailable", "pnserror", "pns-unavailable"},
                           Row{401, "", "authenticationerror", "pns-invalid-credentials"},
                           Row{404, "", "pnserror", "pns-unavailable"},
                           Row{400, "", "invalidnotificationformat", "invalid-payload"});
  INFO(row.status << ' ' << row.error);
  HubWorld world;
  world.name_space().delivery_window = sim::Duration::zero();
  world.hub().gcm = resources::GcmCredential{.api_key = "AIza-key"};
  std::string body = "<html>";
  if (*row.error != '\0') body = std::string(R"({"failure":1,"results":[{"error":")") + row.error + "\"}]}";
  world.fcm.then(row.status, body);
  CHECK(world.ask(world.push("gcm", R"({"data":{}})", "t1")).status == 201);
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.verdict().cause == row.cause);
  CHECK(world.metric(std::string("outgoing.gcm.") + row.metric) == 1);
  CHECK(world.metric("outgoing.gcm.success") == 0);
}

}  // namespace droppoint::test
