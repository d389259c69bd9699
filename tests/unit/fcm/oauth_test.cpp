#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;
using namespace std::chrono_literals;

namespace {

void refuses(const http::Response& answer, std::string_view error, std::string_view description) {
  CHECK(answer.status == 400);
  CHECK(member_text(answer, "error") == error);
  CHECK(member_text(answer, "error_description").find(description) != std::string::npos);
}

}  // namespace

TEST_CASE("A signed assertion is changed into an access token") {
  FcmWorld world;
  const auto answer = world.ask_token({});
  CHECK(answer.status == 200);
  CHECK(member_text(answer, "access_token").starts_with("ya29."));
  CHECK(contains(answer, R"("expires_in":3599,"token_type":"Bearer")"));
  CHECK(world.ask_token({.aud = "https://www.googleapis.com/oauth2/v4/token"}).status == 200);
}

TEST_CASE("An assertion that is not in order is invalid_grant") {
  FcmWorld world;
  refuses(world.ask_token({.iss = "nobody@example.com"}), "invalid_grant", "account not found");
  refuses(world.ask_token({}, wrong_key()), "invalid_grant", "Invalid JWT Signature");
  refuses(world.ask_token({.aud = "https://example.com/token"}), "invalid_grant", "audience");
  refuses(world.ask_token({.aud = "https://oauth2.googleapis.com/other"}), "invalid_grant", "audience");
  refuses(world.ask_token({.issued = -2h}), "invalid_grant", "short-lived");
  refuses(world.ask_token({.issued = 301s}), "invalid_grant", "short-lived");
  refuses(world.ask_token({.lifetime = 3601s}), "invalid_grant", "short-lived");
  refuses(world.ask_token({.lifetime = -1s}), "invalid_grant", "short-lived");
  refuses(world.ask_token({.scope = ""}), "invalid_scope", "scope");
  refuses(world.ask_token({.scope = "messaging"}), "invalid_scope", "scope");
  refuses(world.ask_token({.sub = "person@example.com"}), "unauthorized_client", "unauthorized");
  CHECK(world.ask_token({.issued = 300s}).status == 200);
}

TEST_CASE("The token endpoint answers on each of its hosts, and a refusal names the right audience") {
  FcmWorld world;
  for (const char* path : {"/token", "/oauth2/v4/token", "/o/oauth2/token"}) {
    const auto answer = world.post(path, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
    refuses(answer, "invalid_request", "assertion");
  }
  CHECK(world.ask_token({.aud = "https://accounts.google.com/o/oauth2/token"}).status == 200);
  // For clients with a token_uri of their own.
  CHECK(world.ask_token({.aud = "https://fcm.googleapis.com/token"}).status == 200);
  refuses(world.ask_token({.aud = "https://example.com/token"}), "invalid_grant",
          "The right audience is https://fcm.googleapis.com/token");
}

TEST_CASE("Tokens of persons are not emulated") {
  FcmWorld world;
  CHECK(world.post("/token", "grant_type=refresh_token&refresh_token=x").status == 501);
}

TEST_CASE("A token request that is none is refused") {
  FcmWorld world;
  refuses(world.post("/token", ""), "invalid_request", "grant_type");
  refuses(world.post("/token", "grant_type=password"), "unsupported_grant_type", "password");
  const std::string grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
  refuses(world.post("/token", grant), "invalid_request", "assertion");
  refuses(world.post("/oauth2/v4/token", grant + "&assertion=x"), "invalid_grant", "Invalid JWT");
}

TEST_CASE("A send needs an access token of the project that still counts") {
  FcmWorld world;
  const std::string path = "/v1/projects/demo/messages:send";
  const std::string body = R"({"message":{"token":")" + world.token + R"("}})";
  const auto none = world.post(path, body);
  CHECK(none.status == 401);
  CHECK(contains(none, "UNAUTHENTICATED"));
  CHECK(contains(none, "missing required authentication credential"));
  CHECK_FALSE(contains(none, "FcmError"));
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(world.post(path, body, {{"authorization", "Bearer ya29.none"}}).status == 401);
  CHECK(world.post(path, body, {{"authorization", "key=abc"}}).status == 401);

  const auto other = world.push(body, "other");
  CHECK(other.status == 403);
  CHECK(contains(other, "PERMISSION_DENIED"));

  world.advance(3598s);
  CHECK(world.push(body).status == 200);
  world.advance(1s);
  CHECK(world.push(body).status == 401);
}

TEST_CASE("An access token for another scope may not send") {
  FcmWorld world;
  world.access = world.access_token({.scope = "https://www.googleapis.com/auth/userinfo.email"});
  const auto answer = world.push_to_phone();
  CHECK(answer.status == 403);
  CHECK(contains(answer, "insufficient authentication scopes"));
}
