#include <string>

#include "fakes/apns/apns.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "tests/unit/devices/devices_world.hpp"

// Phones behind the real APNs fake: from a provider's request to what the user sees.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

struct PhonesBehindApns : DevicesWorld {
  PhonesBehindApns()
      : signing(*auth::EcPrivateKey::from_pem(auth::kApnsSigningKeyPem)),
        real_apns({.wire = wire, .directory = directory, .random = random, .options = options(signing)}) {
    wire.attach(wire::Party::apns, real_apns);
    add_iphone();
  }
  ~PhonesBehindApns() { scheduler.destroy_tasks(); }

  static apns::Options options(const auth::EcPrivateKey& key) {
    apns::Options result;
    result.provider_keys.push_back(
        {.key_id = "KEYID12345", .team_id = "TEAMID6789", .key = key.public_key()});
    return result;
  }
  int call(const std::string& id, const std::string& token, int event = 107) {
    const std::int64_t now = sim::unix_seconds(scheduler.now());
    const std::string jwt =
        auth::make_jwt_es256(R"({"alg":"ES256","kid":"KEYID12345"})",
                             R"({"iss":"TEAMID6789","iat":)" + std::to_string(now) + '}', signing);
    const auto answer =
        send(wire::Party::apns, request("POST", "api.push.apple.com", "/3/device/" + token,
                                        {{"authorization", "bearer " + jwt},
                                         {"apns-topic", "com.example.app.voip"},
                                         {"apns-push-type", "voip"},
                                         {"apns-expiration", std::to_string(now + 30)}},
                                        R"({"aps":{},"data":{"eventId":)" + std::to_string(event) +
                                            R"(,"callId":")" + id + R"("}})"));
    return (*answer)->status;
  }
  std::string voip() { return get("/iphone")["tokens"]["voip"]; }

  auth::EcPrivateKey signing;
  apns::Apns real_apns;
};

}  // namespace

TEST_CASE("a call rings the phone in the background", "[devices][apns]") {
  PhonesBehindApns world;
  CHECK(world.call("c1", world.voip()) == 200);
  CHECK(world.verdict() == wire::Verdict::delivered("apns"));
  CHECK(world.screens("iphone") == Lines{"ringing"});
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 1);
  CHECK(notifications[0].device == "iphone");
  CHECK(notifications[0].user == "alice");
}

TEST_CASE("a phone that is back within thirty seconds still rings", "[devices][apns]") {
  PhonesBehindApns world;
  world.patch("iphone", R"({"state":"offline"})");
  CHECK(world.call("c1", world.voip()) == 200);
  const auto trace = world.last_trace;
  CHECK(world.verdict().state == wire::VerdictState::pending);
  SECTION("back in time") {
    world.advance(29s);
    world.patch("iphone", R"({"network":"online"})");
    CHECK(world.wire.ledger().verdict(trace) == wire::Verdict::delivered("apns"));
    CHECK(world.screens("iphone") == Lines{"ringing"});
  }
  SECTION("too late") {
    world.advance(30s);
    world.patch("iphone", R"({"network":"online"})");
    CHECK(world.wire.ledger().verdict(trace).cause == "expired-before-delivery");
    CHECK(world.screens("iphone").empty());
  }
}

TEST_CASE("an uninstalled app takes a push to be found out, then is unregistered", "[devices][apns]") {
  PhonesBehindApns world;
  const std::string old = world.voip();
  world.patch("iphone", R"({"state":"uninstalled"})");
  CHECK(world.call("c1", old) == 200);
  CHECK(world.verdict().cause == "app-uninstalled");
  CHECK(world.call("c2", old) == 410);
  CHECK(world.verdict().cause == "unregistered");
  CHECK(world.verdict().drop_point == 2);
  world.patch("iphone", R"({"state":"background"})");
  CHECK(world.voip() != old);
  CHECK(world.call("c3", old) == 410);
  CHECK(world.call("c4", world.voip()) == 200);
  CHECK(world.verdict() == wire::Verdict::delivered("apns"));
}

TEST_CASE("tokens come from the seed, and wrong ones are refused", "[devices][apns]") {
  PhonesBehindApns world;
  CHECK(world.voip() == PhonesBehindApns().voip());
  CHECK(world.voip().size() == 64);
  const auto answer =
      world.control("PUT", "/second", R"({"platform":"ios","app":"a","tokens":{"alert":"abc"}})");
  CHECK(answer.status == 400);
  CHECK(Json::parse(http::bytes_of(answer.body))["error"]["code"] == "InvalidToken");
  const auto taken = world.control(
      "PUT", "/second", R"({"platform":"ios","app":"a","tokens":{"alert":")" + world.voip() + R"("}})");
  CHECK(taken.status == 400);
  CHECK(Json::parse(http::bytes_of(taken.body))["error"]["code"] == "TokenInUse");
  // The same PUT again finds the same tokens.
  const std::string before = world.voip();
  CHECK(world.control("PUT", "/iphone", R"({"platform":"ios","app":"com.example.app","user":"alice"})")
            .status == 200);
  CHECK(world.voip() == before);
  CHECK(world.call("c1", before) == 200);
}

}  // namespace droppoint::test
