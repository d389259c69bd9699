#include <string>

#include "tests/unit/apns/apns_world.hpp"

// Store and forward, on the clock that the test holds.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

struct OfflinePhone : ApnsWorld {
  OfflinePhone() { connect("phone", false); }

  wire::TraceId alert_expiring(const std::string& expiration, const std::string& text = "hello") {
    http::Request request = valid(alert);
    if (!expiration.empty()) request.headers.add("apns-expiration", expiration);
    request.body = http::make_body(R"({"aps":{"alert":")" + text + R"("}})");
    REQUIRE(push(std::move(request)).status == 200);
    return last_trace;
  }
  std::string in(sim::Duration time) const {
    return std::to_string(sim::unix_seconds(scheduler.now() + time));
  }
  wire::Verdict of(wire::TraceId trace) { return wire.ledger().verdict(trace); }
  wire::VerdictState state(wire::TraceId trace) { return of(trace).state; }
};

constexpr auto kPending = wire::VerdictState::pending;

}  // namespace

TEST_CASE("a stored notification is delivered when the phone is back", "[apns]") {
  OfflinePhone world;
  const auto trace = world.alert_expiring("");
  CHECK(world.state(trace) == kPending);
  CHECK(world.phone.seen.empty());
  world.advance(24h);
  world.connect("phone", true);
  CHECK(world.of(trace) == wire::Verdict::delivered("apns"));
  CHECK(world.phone.seen.size() == 1);
  // Once only.
  world.connect("phone", true);
  CHECK(world.phone.seen.size() == 1);
}

TEST_CASE("it expires at the very instant that apns-expiration names", "[apns]") {
  OfflinePhone world;
  SECTION("just before, it arrives") {
    const auto trace = world.alert_expiring(world.in(30s));
    world.advance(29999ms);
    world.connect("phone", true);
    CHECK(world.of(trace) == wire::Verdict::delivered("apns"));
  }
  SECTION("from then on, it does not, and that is seen without anybody asking") {
    const auto trace = world.alert_expiring(world.in(30s));
    world.advance(29999ms);
    CHECK(world.state(trace) == kPending);
    world.advance(1ms);
    CHECK(world.of(trace).cause == "expired-before-delivery");
    CHECK(world.of(trace).drop_point == 3);
    world.connect("phone", true);
    CHECK(world.phone.seen.empty());
  }
  SECTION("waiting for it does not keep the clock running") {
    world.alert_expiring(world.in(30s));
    CHECK_FALSE(world.scheduler.next_due(sim::Weight::work));
    CHECK(world.scheduler.next_due(sim::Weight::background) == world.scheduler.now() + 30s);
  }
}

TEST_CASE("an expiration counts on the clock of the sender", "[apns]") {
  OfflinePhone world;
  world.advance(24h);
  http::Request request = world.valid(world.alert);
  // The client's clock stayed behind when the cloud's was moved by a day.
  const wire::Origin origin{.outside = true, .sender_time = kStart};
  request.headers.set(
      "authorization",
      "bearer " + auth::make_jwt_es256(R"({"alg":"ES256","kid":"KEYID12345"})",
                                       R"({"iss":"TEAMID6789","iat":1767225600})", team_key()));
  request.headers.add("apns-expiration", std::to_string(sim::unix_seconds(kStart + 60s)));
  REQUIRE((*world.send(wire::Party::apns, request, wire::Party::client, origin))->status == 200);
  world.advance(59s);
  CHECK(world.verdict().state == kPending);
  world.advance(1s);
  CHECK(world.verdict().cause == "expired-before-delivery");
}

TEST_CASE("expiration 0 is one attempt", "[apns]") {
  OfflinePhone world;
  CHECK(world.of(world.alert_expiring("0")).cause == "ttl-zero-device-offline");
  world.connect("phone", true);
  CHECK(world.phone.seen.empty());
  CHECK(world.of(world.alert_expiring("0")) == wire::Verdict::delivered("apns"));
  world.phone.then(tl::unexpected<wire::Break>(wire::Break::reset));
  CHECK(world.of(world.alert_expiring("0")).cause == "device-unreachable");
}

TEST_CASE("an expiration in the past still is one attempt", "[apns]") {
  OfflinePhone world;
  CHECK(world.of(world.alert_expiring("1")).cause == "expired-before-delivery");
  world.connect("phone", true);
  CHECK(world.of(world.alert_expiring("1")) == wire::Verdict::delivered("apns"));
}

TEST_CASE("nothing is stored for longer than thirty days", "[apns]") {
  OfflinePhone world;
  wire::TraceId trace;
  SECTION("without expiration") {
    trace = world.alert_expiring("");
  }
  SECTION("with a later one") {
    trace = world.alert_expiring(world.in(24h * 31));
  }
  SECTION("with one beyond all calendars") {
    trace = world.alert_expiring("999999999999999999");
  }
  world.advance(24h * 30 - 1ns);
  CHECK(world.state(trace) == kPending);
  world.advance(1ns);
  CHECK(world.of(trace).cause == "device-unreachable");
}

TEST_CASE("one notification waits for each app on each phone: the newest", "[apns]") {
  OfflinePhone world;
  world.connect("tablet", false);
  const auto first = world.alert_expiring("", "first");
  CHECK(world.state(first) == kPending);
  http::Request for_tablet = world.valid(world.sandbox);
  for_tablet.authority = "localhost";
  world.push(std::move(for_tablet));
  const auto elsewhere = world.last_trace;
  const auto second = world.alert_expiring(world.in(1h), "second");
  CHECK(world.of(first).cause == "coalesced");
  CHECK(world.of(first).drop_point == 3);
  // A call is of the same app.
  world.push(world.call(world.voip));
  const auto call = world.last_trace;
  CHECK(world.of(second).cause == "coalesced");
  // What was replaced does not expire as well.
  world.advance(2h);
  CHECK(world.of(second).cause == "coalesced");
  CHECK(world.state(call) == kPending);
  world.connect("phone", true);
  CHECK(world.of(call) == wire::Verdict::delivered("apns"));
  CHECK(world.phone.seen.size() == 1);
  CHECK(world.state(elsewhere) == kPending);
  world.connect("tablet", true);
  CHECK(world.of(elsewhere) == wire::Verdict::delivered("apns"));
}

TEST_CASE("a notification with another's collapse id takes its place", "[apns]") {
  OfflinePhone world;
  http::Request request = world.valid(world.alert);
  request.headers.add("apns-collapse-id", "score");
  world.push(request);
  const auto first = world.last_trace;
  world.push(request);
  const auto second = world.last_trace;
  CHECK(world.of(first).cause == "coalesced");
  world.connect("phone", true);
  CHECK(world.of(second) == wire::Verdict::delivered("apns"));
}

TEST_CASE("an app that is gone makes the next push 410", "[apns]") {
  OfflinePhone world;
  const auto trace = world.alert_expiring("");
  world.advance(10s);
  world.phone.then(410);
  world.connect("phone", true);
  CHECK(world.of(trace).cause == "app-uninstalled");
  const http::Response next = world.push(world.valid(world.alert));
  CHECK(next.status == 410);
  CHECK(body_of(next) == R"({"reason":"Unregistered","timestamp":1767225610000})");
  // The other token of the app is found dead by a push of its own.
  CHECK(world.push(world.call(world.voip)).status == 200);
}

TEST_CASE("a token that is given back takes along what waits for it", "[apns]") {
  OfflinePhone world;
  const auto trace = world.alert_expiring("");
  REQUIRE(world.from_device("DELETE", "/_device/tokens/" + world.alert)->status == 204);
  CHECK(world.of(trace).cause == "app-uninstalled");
  world.connect("phone", true);
  CHECK(world.phone.seen.empty());
}

TEST_CASE("a connected phone that does not answer is tried again, then waited for", "[apns]") {
  ApnsWorld world;
  world.phone.then(tl::unexpected<wire::Break>(wire::Break::refused));
  REQUIRE(world.push(world.valid(world.alert)).status == 200);
  const auto trace = world.last_trace;
  CHECK(world.wire.ledger().verdict(trace).state == kPending);
  SECTION("it answers the first repetition") {
    world.advance(4999ms);
    CHECK(world.phone.seen.size() == 1);
    world.phone.then(200);
    world.advance(1ms);
    CHECK(world.wire.ledger().verdict(trace) == wire::Verdict::delivered("apns"));
  }
  SECTION("it never answers") {
    world.phone.then(503);
    world.advance(24h);
    CHECK(world.phone.seen.size() == 4);
    CHECK(world.wire.ledger().verdict(trace).state == kPending);
    world.advance(24h * 30);
    CHECK(world.phone.seen.size() == 4);
    CHECK(world.wire.ledger().verdict(trace).cause == "device-unreachable");
  }
  SECTION("it reconnects") {
    world.phone.then(503);
    world.advance(24h);
    world.phone.then(200);
    world.connect("phone", true);
    CHECK(world.wire.ledger().verdict(trace) == wire::Verdict::delivered("apns"));
  }
}

TEST_CASE("what comes back undelivered does not displace what is newer", "[apns]") {
  ApnsWorld world;
  wire::Fault slow{.match = {.to = wire::Party::device}, .times = 1, .effect = wire::Delay{2s}};
  world.wire.faults().add(slow, world.scheduler.now());
  world.phone.then(tl::unexpected<wire::Break>(wire::Break::refused));
  world.push(world.valid(world.alert));
  const auto older = world.last_trace;
  world.connect("phone", false);
  world.push(world.valid(world.alert));
  const auto newer = world.last_trace;
  world.advance(2s);
  CHECK(world.wire.ledger().verdict(older).cause == "coalesced");
  CHECK(world.wire.ledger().verdict(newer).state == kPending);
}

TEST_CASE("a notification of the hub goes on to the phone under the same number", "[apns]") {
  ApnsWorld world;
  wire::Ledger& ledger = world.wire.ledger();
  const wire::TraceId trace = ledger.open_trace();
  const auto notification = ledger.open({.trace = trace, .kind = "incoming-call", .channel = "push"});
  CHECK(world.push_for(notification, trace, world.call(world.voip)).status == 200);
  REQUIRE(world.phone.seen.size() == 1);
  CHECK(world.phone.seen[0].notification == notification);
  CHECK(world.phone.seen[0].trace == trace);
  CHECK(ledger.notifications(trace).size() == 1);
}

}  // namespace droppoint::test
