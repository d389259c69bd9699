#include <string>

#include "tests/unit/apns/apns_world.hpp"

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

const std::string kHeader = R"({"alg":"ES256","kid":"KEYID12345"})";

std::string claims(std::int64_t issued, const std::string& team = kTeamId) {
  return R"({"iss":")" + team + R"(","iat":)" + std::to_string(issued) + '}';
}

std::string answer_to(ApnsWorld& world, const std::string& authorization) {
  http::Request request = world.valid(world.alert);
  request.headers.set("authorization", authorization);
  const http::Response response = world.push(std::move(request));
  return response.status == 200 ? "200" : std::to_string(response.status) + ' ' + body_of(response);
}

const std::string kMissing = R"(403 {"reason":"MissingProviderToken"})";
const std::string kInvalid = R"(403 {"reason":"InvalidProviderToken"})";
const std::string kExpired = R"(403 {"reason":"ExpiredProviderToken"})";

}  // namespace

TEST_CASE("an authorization that carries no token is a missing one", "[apns]") {
  ApnsWorld world;
  const std::string token = world.bearer().substr(7);
  for (const std::string& authorization :
       {std::string(), std::string("bearer"), std::string("bearer "), std::string("bearer   "),
        "basic " + token, token, "bearer" + token}) {
    INFO(authorization);
    CHECK(answer_to(world, authorization) == kMissing);
    CHECK(world.verdict().cause == "pns-invalid-credentials");
  }
  CHECK(answer_to(world, "Bearer " + token) == "200");
}

TEST_CASE("a provider token that Apple cannot trust is invalid", "[apns]") {
  ApnsWorld world;
  const std::int64_t now = sim::unix_seconds(kStart);
  const auto sign = [](const std::string& header, const std::string& body) {
    return "bearer " + auth::make_jwt_es256(header, body, team_key());
  };
  CHECK(answer_to(world, "bearer one.two.three") == kInvalid);
  CHECK(answer_to(world, "bearer nonsense") == kInvalid);
  CHECK(answer_to(world, sign(R"({"alg":"ES256"})", claims(now))) == kInvalid);
  CHECK(answer_to(world, sign(R"({"alg":"ES256","kid":"UNKNOWN999"})", claims(now))) == kInvalid);
  CHECK(answer_to(world, sign(R"({"alg":"HS256","kid":"KEYID12345"})", claims(now))) == kInvalid);
  CHECK(answer_to(world, "bearer " + auth::make_unsigned_jwt(R"({"alg":"none","kid":"KEYID12345"})",
                                                             claims(now))) == kInvalid);
  CHECK(answer_to(world, sign(kHeader, R"({"iss":"TEAMID6789"})")) == kInvalid);
  CHECK(answer_to(world, sign(kHeader, R"({"iss":"TEAMID6789","iat":"soon"})")) == kInvalid);
  CHECK(answer_to(world, sign(kHeader, R"({"iat":)" + std::to_string(now) + '}')) == kInvalid);
  CHECK(answer_to(world, sign(kHeader, claims(now, "OTHERTEAM0"))) == kInvalid);
  CHECK(world.verdict().detail.find("OTHERTEAM0") != std::string::npos);

  sim::Random random(1);
  const auth::EcPrivateKey stranger = auth::EcPrivateKey::generate(random);
  CHECK(answer_to(world, "bearer " + auth::make_jwt_es256(kHeader, claims(now), stranger)) == kInvalid);
  CHECK(world.verdict().cause == "pns-invalid-credentials");

  std::string tampered = sign(kHeader, claims(now));
  tampered[tampered.size() - 3] = tampered[tampered.size() - 3] == 'A' ? 'B' : 'A';
  CHECK(answer_to(world, tampered) == kInvalid);
  CHECK(answer_to(world, sign(kHeader, claims(now))) == "200");
}

TEST_CASE("a provider token is good for an hour of its sender's clock", "[apns]") {
  ApnsWorld world;
  CHECK(answer_to(world, world.bearer(3600s)) == "200");
  CHECK(answer_to(world, world.bearer(3601s)) == kExpired);
  CHECK(world.verdict().cause == "provider-token-expired");
  CHECK(answer_to(world, world.bearer(-60s)) == "200");
  CHECK(answer_to(world, world.bearer(-61s)) == kInvalid);

  // The same text again: known by now, and still judged by its age.
  const std::string token = world.bearer();
  CHECK(answer_to(world, token) == "200");
  world.advance(3600s);
  CHECK(answer_to(world, token) == "200");
  world.advance(1s);
  CHECK(answer_to(world, token) == kExpired);

  // A real client's clock does not follow the cloud's.
  http::Request request = world.valid(world.alert);
  request.headers.set("authorization", token);
  const wire::Origin origin{.outside = true, .sender_time = kStart + 5min};
  world.advance(24h);
  CHECK((*world.send(wire::Party::apns, request, wire::Party::client, origin))->status == 200);
}

TEST_CASE("a key may be held to topics and to one environment", "[apns]") {
  apns::Options options = default_options();
  options.provider_keys[0].topics = {kApp, "com.example.exact.voip"};
  SECTION("topics") {
    ApnsWorld world(options);
    CHECK(world.push(world.valid(world.alert)).status == 200);
    // The bundle id stands for all its topics.
    CHECK(world.push(world.call(world.voip)).status == 200);
    http::Request other = world.valid(world.alert);
    other.headers.set("apns-topic", "com.example.exact");
    const http::Response response = world.push(std::move(other));
    CHECK(response.status == 400);
    CHECK(body_of(response) == reason_body("TopicDisallowed"));
    CHECK(world.verdict().cause == "topic-disallowed");
  }
  SECTION("environment") {
    options.provider_keys[0].environment = apns::Environment::sandbox;
    ApnsWorld world(options);
    const http::Response response = world.push(world.valid(world.alert));
    CHECK(response.status == 403);
    CHECK(body_of(response) == reason_body("BadEnvironmentKeyIdInToken"));
    CHECK(world.verdict().cause == "pns-invalid-credentials");
    http::Request request = world.valid(world.sandbox);
    request.authority = "api.sandbox.push.apple.com";
    CHECK(world.push(std::move(request)).status == 200);
  }
}

}  // namespace droppoint::test
