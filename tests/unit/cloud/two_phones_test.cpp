#include "tests/unit/cloud/contoso.hpp"

// A call to two phones of one user, on the clock: who rings, answers and stops when.

namespace droppoint::test {
namespace {

// "00:05 alice-iphone answers", of what the phones did in a trace.
std::vector<std::string> story_of(Contoso& world, wire::TraceId trace) {
  std::vector<std::string> lines;
  const auto view = world.cloud.trace(trace);
  REQUIRE(view);
  for (const auto& event : view->events) {
    if (event.party != wire::Party::device) continue;
    const std::string device = event.detail.substr(0, event.detail.find(' '));
    lines.push_back(sim::to_iso8601(event.at).substr(14, 5) + ' ' + device + ' ' + event.kind);
  }
  return lines;
}

using Lines = std::vector<std::string>;

struct TwoPhones : Contoso {
  Device pixel = cloud.devices().add(
      {.name = "alice-pixel", .platform = android, .app = "com.contoso.app", .user = "alice"});
};

}  // namespace

TEST_CASE("both phones ring, one answers, the other stops at that moment") {
  TwoPhones world;
  world.cloud.advance(1min);
  auto call = world.ring();
  REQUIRE(world.iphone.calls().size() == 1);
  CHECK(world.iphone.calls()[0].display_name == "bob");
  CHECK(world.pixel.screen() == "ringing");
  world.cloud.advance(5s);
  call.answer("alice-pixel");
  CHECK(world.pixel.screen() == "none");
  CHECK(world.pixel.calls()[0].state == "answered");
  // It was not missed: somebody took it.
  CHECK(world.iphone.screen() == "none");
  CHECK(world.iphone.calls().empty());

  CHECK(story_of(world, call.trace()) ==
        Lines{"01:00 alice-iphone rings", "01:00 alice-pixel rings", "01:05 alice-pixel answers"});
  const auto received = world.iphone.notifications();
  REQUIRE(received.size() == 2);
  CHECK(received[0].kind == "incoming-call");
  CHECK(received[0].received_at == "2026-01-01T00:01:00Z");
  CHECK(received[1].kind == "stop-ringing");
  CHECK(received[1].received_at == "2026-01-01T00:01:05Z");
  CHECK(world.pixel.notifications().size() == 1);
  CHECK(call.verdict() == delivered_by(apns));

  world.cloud.advance(10min);
  call.hang_up("alice-pixel");
  CHECK(world.pixel.calls().empty());
  CHECK(story_of(world, call.trace()).back() == "11:05 alice-pixel hangs-up");
  CHECK_THROWS_AS(call.hang_up(), CloudError);
}

TEST_CASE("nobody answers: both stop after thirty seconds, by the service or by themselves") {
  TwoPhones world;
  auto call = world.ring();
  world.iphone.set_state(offline);
  world.cloud.advance(30s - 1ns);
  CHECK(world.iphone.screen() == "ringing");
  CHECK(world.pixel.screen() == "ringing");
  world.cloud.advance(1ns);
  CHECK(world.iphone.screen() == "missed-call");
  CHECK(world.pixel.screen() == "missed-call");
  CHECK(world.iphone.notifications().size() == 1);
  CHECK(world.pixel.notifications().back().kind == "stop-ringing");
  CHECK_THROWS_AS(call.answer("alice-pixel"), CloudError);
}

TEST_CASE("a phone that the call did not reach cannot answer it") {
  TwoPhones world;
  world.iphone.set_state(aeroplane);
  auto call = world.ring();
  CHECK_THROWS_AS(call.answer("alice-iphone"), CloudError);
  call.answer("alice-pixel");
  CHECK(call.verdict_on("alice-pixel") == delivered_by(fcm));
}

TEST_CASE("the other phone comes back when the call was answered elsewhere") {
  TwoPhones world;
  SECTION("Android: both messages wait, and its app asks") {
    world.pixel.set_state(offline);
    auto call = world.ring();
    world.cloud.advance(5s);
    call.answer("alice-iphone");
    world.cloud.advance(5s);
    world.pixel.set_state(background);
    CHECK(call.verdict_on("alice-pixel") == dropped_at(3, "ringing-ended"));
    CHECK(world.pixel.screen() == "none");
    CHECK(story_of(world, call.trace()) == Lines{"00:00 alice-iphone rings", "00:05 alice-iphone answers"});
  }
  SECTION("iOS: the end of the ringing took the call's place") {
    world.iphone.set_state(offline);
    auto call = world.ring();
    world.cloud.advance(5s);
    call.answer("alice-pixel");
    world.cloud.advance(5s);
    world.iphone.set_state(background);
    CHECK(call.verdict_on("alice-iphone") == dropped_at(3, "coalesced"));
    CHECK(world.iphone.screen() == "none");
  }
}

TEST_CASE("a phone restored from another takes its calls when its app has registered") {
  Contoso world;
  auto heir =
      world.cloud.devices().add({.name = "new-iphone", .registered = false, .restored_from = "alice-iphone"});
  world.ring();
  CHECK(heir.screen() == "none");
  heir.change({.registered = true});
  auto call = world.ring();
  CHECK(call.verdict_on("new-iphone") == delivered_by(apns));
  CHECK(heir.screen() == "ringing");
}

TEST_CASE("the C++ API sets what the control API sets") {
  TwoPhones world;
  world.iphone.change({.focus = true,
                       .low_power = true,
                       .background_refresh = false,
                       .background_pushes_per_hour = 1,
                       .reports_calls = false});
  CHECK(world.ring().verdict_on("alice-iphone") == dropped_at(3, "voip-not-reported"));
  world.pixel.change({.doze = true, .standby_bucket = "rare"});
  CHECK(world.ring().verdict_on("alice-pixel") == delivered_by(fcm));
  world.pixel.change({.network = "aeroplane"});
  CHECK(world.ring().verdict_on("alice-pixel") == pending());
  world.pixel.change({.network = "online", .app_state = "foreground", .power = true, .notifications = false});
  const std::string before = world.pixel.token("fcm");
  world.pixel.change({.user = "carol", .rotate_tokens = true});
  CHECK(world.pixel.token("fcm") != before);
  world.pixel.change({.state = reinstalled});
  CHECK_THROWS_AS(world.pixel.change({.standby_bucket = "never"}), CloudError);
}

}  // namespace droppoint::test
