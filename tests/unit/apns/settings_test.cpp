#include <string>

#include "tests/unit/apns/apns_world.hpp"

// What a configuration may change.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

http::Request background(const ApnsWorld& world, const std::string& priority) {
  http::Request request = world.valid(world.alert);
  request.headers.set("apns-push-type", "background");
  if (!priority.empty()) request.headers.set("apns-priority", priority);
  return request;
}

}  // namespace

TEST_CASE("background pushes and their priority", "[apns]") {
  apns::Options options = default_options();
  const auto status = [&options](const std::string& priority) {
    ApnsWorld world(options);
    return world.push(background(world, priority)).status;
  };
  CHECK(status("5") == 200);
  CHECK(status("1") == 200);
  CHECK(status("10") == 400);
  CHECK(status("") == 200);
  options.background_priority = apns::BackgroundPriority::given;
  CHECK(status("10") == 400);
  CHECK(status("") == 400);
  CHECK(status("5") == 200);
  options.background_priority = apns::BackgroundPriority::any;
  CHECK(status("10") == 200);
  CHECK(status("") == 200);
  CHECK(status("7") == 400);
}

TEST_CASE("a revoked key is forbidden", "[apns]") {
  apns::Options options = default_options();
  options.provider_keys[0].revoked = true;
  ApnsWorld world(options);
  const http::Response response = world.push(world.valid(world.alert));
  CHECK(response.status == 403);
  CHECK(body_of(response) == reason_body("Forbidden"));
  CHECK(world.verdict().cause == "pns-invalid-credentials");
}

TEST_CASE("a key of the other environment may be refused in either spelling", "[apns]") {
  apns::Options options = default_options();
  options.provider_keys[0].environment = apns::Environment::sandbox;
  options.key_environment_reason = "BadEnvironmentKeyInToken";
  ApnsWorld world(options);
  CHECK(body_of(world.push(world.valid(world.alert))) == reason_body("BadEnvironmentKeyInToken"));
  CHECK(world.verdict().detail.find("BadEnvironmentKeyInToken") != std::string::npos);

  // At a name that says no environment the key does.
  http::Request local = world.valid(world.sandbox);
  local.authority = "localhost:10600";
  CHECK(world.push(local).status == 200);
  local.target = "/3/device/" + world.alert;
  CHECK(body_of(world.push(local)) == reason_body("BadDeviceToken"));
  CHECK(world.verdict().cause == "environment-mismatch");
}

TEST_CASE("a device token takes so many pushes in a while", "[apns]") {
  apns::Options options = default_options();
  options.pushes_per_device = apns::RateLimit{2, 1min};
  ApnsWorld world(options);
  CHECK(world.push(world.valid(world.alert)).status == 200);
  world.advance(30s);
  CHECK(world.push(world.valid(world.alert)).status == 200);
  const http::Response third = world.push(world.valid(world.alert));
  CHECK(third.status == 429);
  CHECK(body_of(third) == reason_body("TooManyRequests"));
  CHECK(world.verdict().cause == "pns-throttled");
  // Another token of the same phone counts for itself.
  CHECK(world.push(world.call(world.voip)).status == 200);
  world.advance(30s);
  CHECK(world.push(world.valid(world.alert)).status == 200);
  CHECK(world.push(world.valid(world.alert)).status == 429);
  // What was refused before did not count.
  world.advance(30s);
  CHECK(world.push(world.valid(world.alert)).status == 200);
}

TEST_CASE("a limit of no pushes takes none", "[apns]") {
  apns::Options options = default_options();
  options.pushes_per_device = apns::RateLimit{0, 1min};
  ApnsWorld world(options);
  CHECK(world.push(world.valid(world.alert)).status == 429);
}

TEST_CASE("a device token may have a lifetime", "[apns]") {
  apns::Options options = default_options();
  options.device_token_lifetime = 24h;
  ApnsWorld world(options);
  world.advance(24h - 1s);
  CHECK(world.push(world.valid(world.alert)).status == 200);
  world.advance(1s);
  const http::Response expired = world.push(world.valid(world.alert));
  CHECK(expired.status == 410);
  CHECK(body_of(expired) == R"({"reason":"ExpiredToken","timestamp":1767312000000})");
  CHECK(world.verdict().cause == "unregistered");
  // Given back is said before expired.
  REQUIRE(world.from_device("DELETE", "/_device/tokens/" + world.alert)->status == 204);
  CHECK(body_of(world.push(world.valid(world.alert))).find("Unregistered") != std::string::npos);
  // Issued anew it lives again.
  CHECK(world.issue("voip", "production", "phone", world.voip) == world.voip);
  CHECK(world.push(world.call(world.voip)).status == 200);
}

TEST_CASE("in an outage every request has the same answer", "[apns]") {
  struct Row {
    apns::Reason reason;
    int status;
    std::string text;
  };
  const Row row = GENERATE(Row{apns::Reason::internal_server_error, 500, "InternalServerError"},
                           Row{apns::Reason::service_unavailable, 503, "ServiceUnavailable"},
                           Row{apns::Reason::shutdown, 503, "Shutdown"});
  apns::Options options = default_options();
  options.outage = row.reason;
  ApnsWorld world(options);
  http::Request request = world.valid(world.alert);
  request.headers.set("apns-id", "123e4567-e89b-12d3-a456-426614174000");
  const http::Response response = world.push(request);
  CHECK(response.status == row.status);
  CHECK(body_of(response) == reason_body(row.text));
  CHECK(response.headers.get("apns-id") == "123e4567-e89b-12d3-a456-426614174000");
  CHECK(world.verdict().cause == "pns-unavailable");
  request.headers.remove("authorization");
  request.target = "/elsewhere";
  CHECK(world.push(request).status == row.status);
  // Phones reach it all the same.
  CHECK_FALSE(world.issue("alert").empty());
}

}  // namespace droppoint::test
