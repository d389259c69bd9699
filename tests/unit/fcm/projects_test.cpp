#include <string>

#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;
using namespace std::chrono_literals;

namespace {

http::Response set_state(FcmWorld& world, const std::string& state, const std::string& account = kAccount) {
  return world.call("PATCH", "/_droppoint/v1/fcm/service-accounts/" + account,
                    R"({"state":")" + state + "\"}");
}

}  // namespace

TEST_CASE("A project's number stands for its id") {
  FcmWorld world;
  const std::string body = R"({"message":{"token":")" + world.token + "\"}}";
  const auto answer = world.push(body, "123456789012");
  CHECK(answer.status == 200);
  CHECK(contains(answer, "projects/demo/messages/"));
  CHECK(world.push(body, "123456789013").status == 403);
}

TEST_CASE("A project whose API is disabled") {
  auto options = FcmWorld::two_projects();
  options.projects[0].api_enabled = false;
  FcmWorld world(std::move(options));
  const auto answer = world.push_to_phone();
  CHECK(answer.status == 403);
  CHECK(contains(answer, R"("reason": "SERVICE_DISABLED")"));
  CHECK(contains(answer, R"("consumer": "projects/123456789012")"));
  CHECK_FALSE(contains(answer, "FcmError"));
  CHECK(world.verdict().cause == "pns-invalid-credentials");
}

TEST_CASE("A project's own access token needs no exchange") {
  auto options = FcmWorld::two_projects();
  options.projects[0].access_token = "my-token";
  FcmWorld world(std::move(options));
  world.access = "my-token";
  CHECK(world.push_to_phone().status == 200);
  CHECK(world.push(R"({"message":{}})", "other").status == 403);
}

TEST_CASE("A deleted key gives no new access tokens, and those that are out live on") {
  FcmWorld world;
  CHECK(contains(set_state(world, "key-deleted"), R"("state":"key-deleted")"));
  const auto refused = world.ask_token({});
  CHECK(refused.status == 400);
  CHECK(member_text(refused, "error_description") == "Invalid JWT Signature.");
  CHECK(world.push_to_phone().status == 200);
  CHECK(set_state(world, "active").status == 200);
  CHECK(world.ask_token({}).status == 200);
}

TEST_CASE("A disabled or deleted account loses its access tokens at once") {
  for (const char* state : {"disabled", "deleted"}) {
    FcmWorld world;
    CHECK(set_state(world, state).status == 200);
    CHECK(member_text(world.ask_token({}), "error_description") == "Invalid grant: account not found");
    const auto answer = world.push_to_phone();
    CHECK(answer.status == 401);
    CHECK(contains(answer, R"("reason": "ACCOUNT_STATE_INVALID")"));
    CHECK(world.verdict().cause == "pns-invalid-credentials");
  }
}

TEST_CASE("Control calls of FCM") {
  FcmWorld world;
  CHECK(contains(world.call("GET", "/_droppoint/v1/fcm"), R"("project":"demo","number":"123456789012")"));
  CHECK(set_state(world, "gone").status == 400);
  CHECK(set_state(world, "active", "nobody@example.com").status == 404);
  CHECK(world.call("PUT", "/_droppoint/v1/fcm").status == 404);
}

TEST_CASE("Why a credential is not taken is in an ErrorInfo") {
  FcmWorld world;
  const std::string path = "/v1/projects/demo/messages:send";
  CHECK(contains(world.post(path, "{}"), R"("reason": "CREDENTIALS_MISSING")"));
  CHECK(contains(world.post(path, "{}", {{"authorization", "Bearer x"}}),
                 R"("reason": "ACCESS_TOKEN_TYPE_UNSUPPORTED")"));
  CHECK(contains(world.push("{}", "other"), R"("reason": "IAM_PERMISSION_DENIED")"));
  world.advance(3599s);
  CHECK(contains(world.push_to_phone(), R"("reason": "ACCESS_TOKEN_EXPIRED")"));
  world.access = world.access_token({.scope = "https://www.googleapis.com/auth/userinfo.email"});
  CHECK(contains(world.push_to_phone(), R"("reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT")"));
}
