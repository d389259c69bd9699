#include "emulator/wire/ledger.hpp"

#include <catch2/catch.hpp>

#include "tests/support/test_world.hpp"

using namespace droppoint;
using wire::Verdict;
using wire::VerdictState;

namespace {

Verdict dropped_at(int drop_point, std::string cause) {
  return {.state = VerdictState::dropped, .drop_point = drop_point, .cause = std::move(cause)};
}

struct Ledger : test::TestWorld {
  wire::TraceId trace = wire.ledger().open_trace("00-abc-def-01");
  wire::NotificationId open(std::string kind, std::string channel = "push") {
    return wire.ledger().open({.trace = trace, .kind = std::move(kind), .channel = std::move(channel)});
  }
  wire::Ledger& ledger() { return wire.ledger(); }
};

}  // namespace

TEST_CASE("a notification has one verdict: the first stands") {
  Ledger world;
  const auto id = world.open("incoming-call");
  CHECK(world.ledger().find(id)->verdict.state == VerdictState::pending);
  CHECK(world.ledger().settle(id, dropped_at(2, "unregistered")));
  CHECK_FALSE(world.ledger().settle(id, Verdict::delivered("apns")));
  CHECK(world.ledger().find(id)->verdict.cause == "unregistered");
  CHECK(world.journal.trace(world.trace)->notifications[0].verdict.cause == "unregistered");
}

TEST_CASE("a trace takes its kind from its first notification, and never from stop-ringing") {
  Ledger world;
  world.open("stop-ringing");
  CHECK(world.ledger().trace(world.trace)->kind.empty());
  world.open("incoming-call");
  world.open("chat-message");
  CHECK(world.ledger().trace(world.trace)->kind == "incoming-call");
  CHECK(world.journal.trace(world.trace)->trace.traceparent == "00-abc-def-01");
}

TEST_CASE("a trace's verdict sums up those of its own kind") {
  Ledger world;
  const auto one = world.open("incoming-call");
  const auto two = world.open("incoming-call");
  const auto stop = world.open("stop-ringing");
  world.ledger().settle(stop, Verdict::delivered("apns"));
  CHECK(world.ledger().verdict(world.trace).state == VerdictState::pending);
  world.ledger().settle(one, dropped_at(3, "coalesced"));
  CHECK(world.ledger().verdict(world.trace).state == VerdictState::pending);
  SECTION("delivered if one arrived") {
    world.ledger().settle(two, Verdict::delivered("fcm"));
    CHECK(world.ledger().verdict(world.trace).by == "fcm");
  }
  SECTION("else dropped at the earliest drop point") {
    world.ledger().settle(two, dropped_at(1, "hub-not-linked"));
    CHECK(world.ledger().verdict(world.trace).cause == "hub-not-linked");
  }
}

TEST_CASE("Event Grid's deliveries do not decide a call") {
  Ledger world;
  const auto push = world.open("incoming-call");
  const auto event = world.open("incoming-call", "event-grid");
  world.ledger().settle(event, Verdict::delivered("webhook"));
  CHECK(world.ledger().verdict(world.trace).state == VerdictState::pending);
  world.ledger().settle(push, dropped_at(1, "hub-not-linked"));
  CHECK(world.ledger().verdict(world.trace).state == VerdictState::dropped);
}

TEST_CASE("a diagnosis is there until the notification is settled") {
  Ledger world;
  const auto id = world.open("incoming-call");
  CHECK_FALSE(world.ledger().diagnosis(id));
  world.ledger().diagnose(id, dropped_at(1, "no-send-permission"));
  CHECK(world.ledger().diagnosis(id)->cause == "no-send-permission");
  world.ledger().settle(id, dropped_at(1, "link-not-propagated"));
  CHECK_FALSE(world.ledger().diagnosis(id));
  world.ledger().diagnose({}, dropped_at(1, "no-send-permission"));
}

TEST_CASE("a warning is said once") {
  Ledger world;
  world.ledger().warn(world.trace, "old-link-in-use");
  world.ledger().warn(world.trace, "old-link-in-use");
  CHECK(world.ledger().trace(world.trace)->warnings == std::vector<std::string>{"old-link-in-use"});
}

TEST_CASE("ids read back what they print") {
  CHECK(wire::to_text(wire::TraceId{12}) == "t12");
  CHECK(wire::parse_trace_id("t12") == wire::TraceId{12});
  for (const char* wrong : {"", "t", "t0", "n12", "t12x", "t-1", "12", "t99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK_FALSE(wire::parse_trace_id(wrong));
  }
}
