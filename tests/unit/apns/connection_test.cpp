#include <string>

#include "tests/unit/apns/apns_world.hpp"

// What APNs remembers of a connection's provider tokens.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

const std::string kOtherKey = "KEYID00002";
const std::string kRelatedKey = "KEYID00003";
const std::string kOtherTeamsKey = "KEYID00004";
const std::string kOtherTeam = "TEAMID0002";

apns::Options several_keys() {
  apns::Options options = default_options();
  options.provider_keys[0].related_key_id = kRelatedKey;
  const auto add = [&options](const std::string& key_id, const std::string& team) {
    options.provider_keys.push_back({.key_id = key_id, .team_id = team, .key = team_key().public_key()});
  };
  add(kOtherKey, kTeamId);
  add(kRelatedKey, kTeamId);
  add(kOtherTeamsKey, kOtherTeam);
  return options;
}

struct ConnectionWorld : ApnsWorld {
  explicit ConnectionWorld(apns::Options options = several_keys()) : ApnsWorld(std::move(options)) {}

  std::string token(sim::Duration age, const std::string& key_id = kKeyId,
                    const std::string& team = kTeamId) const {
    const std::int64_t issued = sim::unix_seconds(scheduler.now() - age);
    return "bearer " + auth::make_jwt_es256(
                           R"({"alg":"ES256","kid":")" + key_id + R"("})",
                           R"({"iss":")" + team + R"(","iat":)" + std::to_string(issued) + '}', team_key());
  }
  // "200", or the reason.
  std::string on(std::uint64_t connection, const std::string& authorization) {
    wire::Origin origin{.outside = true, .sender_time = scheduler.now(), .connection = connection};
    return by(wire::Party::client, std::move(origin), authorization, "api.push.apple.com");
  }
  std::string by(wire::Party from, wire::Origin origin, const std::string& authorization,
                 const std::string& host) {
    http::Request request = valid(host == "api.push.apple.com" ? alert : sandbox);
    request.authority = host;
    request.headers.set("authorization", authorization);
    const auto answer = send(wire::Party::apns, std::move(request), from, std::move(origin));
    const std::string body = body_of(**answer);
    return body.empty() ? "200" : body.substr(11, body.size() - 13);
  }
};

const std::string kChurned = "TooManyProviderTokenUpdates";

}  // namespace

TEST_CASE("a connection belongs to the team of its first push", "[apns]") {
  ConnectionWorld world;
  CHECK(world.on(1, world.token(0s)) == "200");
  CHECK(world.on(1, world.token(0s, kOtherTeamsKey, kOtherTeam)) == "Forbidden");
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(world.verdict().detail.find(kTeamId) != std::string::npos);
  CHECK(world.on(2, world.token(0s, kOtherTeamsKey, kOtherTeam)) == "200");
  CHECK(world.on(2, world.token(0s)) == "Forbidden");
  // Without a connection each request is a new one.
  CHECK(world.on(0, world.token(0s)) == "200");
  CHECK(world.on(0, world.token(0s, kOtherTeamsKey, kOtherTeam)) == "200");
}

TEST_CASE("on a connection only related keys follow each other", "[apns]") {
  ConnectionWorld world;
  CHECK(world.on(1, world.token(0s)) == "200");
  CHECK(world.on(1, world.token(0s, kOtherKey)) == "UnrelatedKeyIdInToken");
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(world.on(1, world.token(0s, kRelatedKey)) == "200");
  CHECK(world.on(1, world.token(0s)) == "200");
  // The relation holds in both directions, and is of the first key alone.
  CHECK(world.on(2, world.token(0s, kRelatedKey)) == "200");
  CHECK(world.on(2, world.token(0s)) == "200");
  CHECK(world.on(2, world.token(0s, kOtherKey)) == "UnrelatedKeyIdInToken");
  CHECK(world.on(3, world.token(0s, kOtherKey)) == "200");
}

TEST_CASE("a token that is refused binds nothing", "[apns]") {
  ConnectionWorld world;
  CHECK(world.on(1, world.token(2h)) == "ExpiredProviderToken");
  CHECK(world.on(1, world.token(0s, kOtherTeamsKey, kOtherTeam)) == "200");
}

TEST_CASE("a client that signs anew once after ExpiredProviderToken is not throttled", "[apns]") {
  ConnectionWorld world;
  CHECK(world.on(1, world.token(50min)) == "200");
  world.advance(11min);
  CHECK(world.on(1, world.token(61min)) == "ExpiredProviderToken");
  CHECK(world.on(1, world.token(0s)) == "200");
  CHECK(world.on(1, world.token(0s)) == "200");
}

TEST_CASE("a provider token is renewed once in twenty minutes", "[apns]") {
  ConnectionWorld world;
  const std::string first = world.token(0s);
  CHECK(world.on(1, first) == "200");
  world.advance(1min);
  const std::string second = world.token(0s);
  CHECK(world.on(1, second) == "200");
  world.advance(1min);
  CHECK(world.on(1, world.token(0s)) == kChurned);
  CHECK(world.verdict().cause == "provider-token-churned");
  // What is known goes on, in any order.
  CHECK(world.on(1, first) == "200");
  CHECK(world.on(1, second) == "200");
  // Another connection counts for itself, and so does another key.
  CHECK(world.on(2, world.token(0s)) == "200");
  CHECK(world.on(1, world.token(0s, kRelatedKey)) == "200");
  world.advance(19min);
  CHECK(world.on(1, world.token(0s)) == "200");
}

TEST_CASE("two signatures of one iat are one token", "[apns]") {
  // ES256 signatures are random in most clients: here another claim makes the difference.
  ConnectionWorld world;
  const std::int64_t now = sim::unix_seconds(world.scheduler.now());
  for (int number = 0; number < 5; ++number) {
    const std::string other =
        "bearer " + auth::make_jwt_es256(R"({"alg":"ES256","kid":")" + kKeyId + R"("})",
                                         R"({"iss":")" + kTeamId + R"(","iat":)" + std::to_string(now) +
                                             R"(,"number":)" + std::to_string(number) + '}',
                                         team_key());
    CHECK(world.on(1, other) == "200");
  }
}

TEST_CASE("renewals may be unlimited, or forbidden", "[apns]") {
  apns::Options options = several_keys();
  SECTION("unlimited") {
    options.provider_token_updates.reset();
    ConnectionWorld world(options);
    for (int age = 0; age < 10; ++age) CHECK(world.on(1, world.token(std::chrono::seconds(age))) == "200");
  }
  SECTION("forbidden") {
    options.provider_token_updates = apns::RateLimit{0, 20min};
    ConnectionWorld world(options);
    CHECK(world.on(1, world.token(1s)) == "200");
    CHECK(world.on(1, world.token(0s)) == kChurned);
  }
}

TEST_CASE("a party of the cloud counts as one connection for each host, bound to nothing", "[apns]") {
  ConnectionWorld world;
  const auto hub = [&world](const std::string& authorization,
                            const std::string& host = "api.push.apple.com") {
    return world.by(wire::Party::notification_hubs, {.sender_time = world.scheduler.now()}, authorization,
                    host);
  };
  CHECK(hub(world.token(2s)) == "200");
  CHECK(hub(world.token(2s, kOtherTeamsKey, kOtherTeam)) == "200");
  CHECK(hub(world.token(1s)) == "200");
  CHECK(hub(world.token(0s)) == kChurned);
  CHECK(hub(world.token(0s), "api.sandbox.push.apple.com") == "200");
  CHECK(hub(world.token(0s, kOtherTeamsKey, kOtherTeam)) == "200");
}

TEST_CASE("of very many connections the oldest are forgotten", "[apns]") {
  ConnectionWorld world;
  const std::string token = world.token(0s);
  for (std::uint64_t connection = 1; connection <= 4097; ++connection) {
    if (world.on(connection, token) != "200") FAIL("connection " << connection);
  }
  CHECK(world.on(1, world.token(0s, kOtherTeamsKey, kOtherTeam)) == "200");
  CHECK(world.on(4097, world.token(0s, kOtherTeamsKey, kOtherTeam)) == "Forbidden");
}

}  // namespace droppoint::test
