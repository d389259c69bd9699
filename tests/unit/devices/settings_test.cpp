#include <string>
#include <vector>

#include "tests/unit/devices/devices_world.hpp"

// Power, settings and what the systems do to save it: what becomes of a push.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAlert = R"({"aps":{"alert":"hello"}})";
constexpr const char* kBackground = R"({"aps":{"content-available":1}})";

const wire::Verdict kByApns = wire::Verdict::delivered("apns");

std::string background_cause(DevicesWorld& world) {
  const auto outcome = world.push_to_iphone("alert", kBackground, "background");
  REQUIRE(outcome.answer);
  CHECK(outcome.answer->status == 200);
  return outcome.verdict.cause;
}

}  // namespace

TEST_CASE("a phone that is off or in aeroplane mode is not there", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"foreground")");
  for (const std::string state : {"powered-off", "aeroplane", "offline"}) {
    DYNAMIC_SECTION(state) {
      world.patch("iphone", R"({"state":")" + state + R"("})");
      CHECK(world.get("/iphone")["state"] == state);
      CHECK(world.call_iphone("c1").answer.error() == wire::Break::refused);
      CHECK(world.realtime("iphone", "c1").answer.error() == wire::Break::refused);
      CHECK(lines_of(world.apns.seen).back() == R"(PUT /_device/connections/iphone {"online":false})");
      CHECK(lines_of(world.acs.seen).back() ==
            R"(PUT /_device/channels/iphone {"user":"alice","connected":false})");
      world.patch("iphone", R"({"power":"on","network":"online"})");
      // A phone that was off comes back without an app in front.
      CHECK(world.get("/iphone")["state"] == (state == "powered-off" ? "background" : "foreground"));
      CHECK(lines_of(world.apns.seen).back() == R"(PUT /_device/connections/iphone {"online":true})");
    }
  }
}

TEST_CASE("power and network are two things", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"network":"aeroplane","power":"off")");
  CHECK(world.get("/iphone")["state"] == "powered-off");
  world.patch("iphone", R"({"power":true})");
  CHECK(world.get("/iphone")["state"] == "aeroplane");
  CHECK(world.control("PATCH", "/iphone", R"({"power":"off","app_state":"foreground"})").status == 400);
  CHECK(world.get("/iphone")["power"] == "on");
  world.patch("iphone", R"({"state":"background"})");
  CHECK(world.get("/iphone")["network"] == "online");
}

TEST_CASE("background pushes have a budget for each hour", "[devices][causes]") {
  DevicesWorld world;
  world.add_iphone();
  for (int count = 0; count < 3; ++count) {
    CHECK(background_cause(world).empty());
    world.advance(10min);
  }
  CHECK(background_cause(world) == "background-budget-exhausted");
  // Neither alerts nor calls come out of it.
  CHECK(world.push_to_iphone("alert", kAlert, "alert").verdict == kByApns);
  CHECK(world.call_iphone("c1").verdict == kByApns);
  SECTION("an hour after the first there is room for one") {
    world.advance(30min - 1ns);
    CHECK(background_cause(world) == "background-budget-exhausted");
    world.advance(1ns);
    CHECK(background_cause(world).empty());
    CHECK(background_cause(world) == "background-budget-exhausted");
  }
  SECTION("an app in front is given all") {
    world.patch("iphone", R"({"state":"foreground"})");
    CHECK(background_cause(world).empty());
  }
  SECTION("the budget is a setting, and forgets with the app") {
    world.patch("iphone", R"({"background_pushes_per_hour":4})");
    CHECK(background_cause(world).empty());
    CHECK(background_cause(world) == "background-budget-exhausted");
    world.patch("iphone", R"({"state":"reinstalled"})");
    CHECK(background_cause(world).empty());
  }
}

TEST_CASE("no background pushes while the user saves", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  const std::string setting = GENERATE(R"({"background_refresh":"off"})", R"({"low_power":"on"})");
  CAPTURE(setting);
  world.patch("iphone", setting);
  const auto outcome = world.push_to_iphone("alert", kBackground, "background");
  CHECK(outcome.verdict.cause == "background-budget-exhausted");
  CHECK_THAT(outcome.verdict.detail,
             Catch::Contains("Background App Refresh") || Catch::Contains("Low Power"));
  CHECK(world.push_to_iphone("alert", kAlert, "alert").verdict == kByApns);
  CHECK(world.call_iphone("c1").verdict == kByApns);
  world.patch("iphone", R"({"state":"foreground"})");
  CHECK(background_cause(world).empty());
}

TEST_CASE("a Focus shows nothing and loses nothing", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"focus":"on")");
  world.add_pixel(R"(,"focus":"on")");
  CHECK(world.push_to_iphone("alert", kAlert, "alert").verdict == kByApns);
  CHECK(world.call_iphone("c1").verdict == kByApns);
  CHECK(world.call_iphone("c1", 110).verdict == kByApns);
  CHECK(world.screens("iphone") == Lines{"none", "none", "none"});
  CHECK(world.get("/iphone")["calls"] == Json::array());
  for (const char* level : {"time-sensitive", "critical"}) {
    world.push_to_iphone(
        "alert", R"({"aps":{"alert":"now","interruption-level":")" + std::string(level) + R"("}})", "alert");
    CHECK(world.screens("iphone").back() == "lock-screen");
  }
  world.push_to_iphone("alert", R"({"aps":{"alert":"now","interruption-level":"active"}})", "alert");
  CHECK(world.screens("iphone").back() == "none");
  CHECK(world.push_to_pixel(R"({"notification":{"title":"x"}})").verdict == wire::Verdict::delivered("fcm"));
  CHECK(world.call_pixel("c2").verdict == wire::Verdict::delivered("fcm"));
  CHECK(world.screens("pixel") == Lines{"none", "none"});
  world.patch("pixel", R"({"focus":false})");
  world.call_pixel("c3");
  CHECK(world.screens("pixel").back() == "ringing");
}

TEST_CASE("a VoIP push that reports no call ends the app, and at last the pushes", "[devices][causes]") {
  DevicesWorld world;
  world.add_iphone(R"(,"reports_calls":false,"state":"foreground")");
  const auto first = world.call_iphone("c1");
  CHECK(first.answer->status == 200);
  CHECK(first.verdict.cause == "voip-not-reported");
  CHECK(first.verdict.drop_point == 3);
  CHECK(world.get("/iphone")["app_state"] == "suspended");
  CHECK(world.get("/iphone")["unreported_calls"] == 1);
  CHECK(world.screens("iphone").empty());
  CHECK(lines_of(world.acs.seen).back() ==
        R"(PUT /_device/channels/iphone {"user":"alice","connected":false})");
  // Also what only ends the ringing must report a call.
  CHECK(world.call_iphone("c1", 110).verdict.cause == "voip-not-reported");
  CHECK(world.call_iphone("c2").verdict.cause == "voip-not-reported");
  world.patch("iphone", R"({"reports_calls":true})");
  const auto stopped = world.call_iphone("c3");
  CHECK(stopped.verdict.cause == "voip-not-reported");
  CHECK_THAT(stopped.verdict.detail, Catch::Contains("delivers no more VoIP pushes"));
  CHECK(world.push_to_iphone("alert", kAlert, "alert").verdict == kByApns);
  world.patch("iphone", R"({"state":"reinstalled"})");
  CHECK(world.get("/iphone")["unreported_calls"] == 0);
  CHECK(world.call_iphone("c4").verdict == kByApns);
}

TEST_CASE("an app that is ended takes its ringing calls with it", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  const std::string change = GENERATE(R"({"state":"force-stopped"})", R"({"power":"off"})");
  CAPTURE(change);
  world.patch("iphone", change);
  CHECK(world.get("/iphone")["calls"] == Json::array());
  CHECK(world.screens("iphone") == Lines{"missed-call"});
  CHECK(world.get("/iphone")["screen"] ==
        (change.find("power") == std::string::npos ? "missed-call" : "none"));
  world.patch("iphone", R"({"state":"background"})");
  CHECK(world.get("/iphone")["screen"] == "missed-call");
  world.patch("iphone", R"({"state":"uninstalled"})");
  CHECK(world.get("/iphone")["screen"] == "none");
}

TEST_CASE("in Doze the phone says when it can be reached", "[devices]") {
  DevicesWorld world;
  world.add_pixel();
  world.forget_seen();
  const std::string idle = R"(PUT /_device/connections/pixel {"online":true,"dozes":true})";
  const std::string open = R"(PUT /_device/connections/pixel {"online":true})";
  world.patch("pixel", R"({"doze":"on"})");
  CHECK(lines_of(world.fcm.seen) == Lines{idle});
  const auto windows = [&world] { return world.fcm.seen.size(); };
  world.advance(1h - 1ns);
  CHECK(windows() == 1);
  world.advance(1ns);
  CHECK(lines_of(world.fcm.seen).back() == open);
  CHECK(world.get("/pixel")["maintenance_window"] == true);
  world.advance(5min);
  CHECK(lines_of(world.fcm.seen).back() == idle);
  CHECK(windows() == 3);
  // The windows become rarer and longer, up to six hours and ten minutes.
  for (const sim::Duration wait :
       {sim::Duration(2h), sim::Duration(4h), sim::Duration(6h), sim::Duration(6h)}) {
    world.forget_seen();
    world.advance(wait - 1ns);
    CHECK(windows() == 0);
    world.advance(1ns);
    CHECK(lines_of(world.fcm.seen) == Lines{open});
    world.advance(10min);
    CHECK(lines_of(world.fcm.seen) == Lines{open, idle});
  }
  SECTION("the user takes it up") {
    world.patch("pixel", R"({"state":"foreground"})");
    CHECK(lines_of(world.fcm.seen).back() == open);
    CHECK(world.get("/pixel")["doze"] == "off");
  }
  SECTION("it is switched off") {
    world.patch("pixel", R"({"power":"off"})");
    CHECK(world.get("/pixel")["doze"] == "off");
  }
  SECTION("it is told to wake") {
    world.patch("pixel", R"({"doze":"off"})");
    CHECK(lines_of(world.fcm.seen).back() == open);
  }
  SECTION("it is removed") {
    CHECK(world.control("DELETE", "/pixel").status == 204);
  }
  world.forget_seen();
  world.advance(48h);
  CHECK(world.fcm.seen.empty());
}

TEST_CASE("Doze keeps no clock running by itself", "[devices]") {
  DevicesWorld world;
  world.add_pixel(R"(,"doze":"on")");
  CHECK_FALSE(world.scheduler.next_due(sim::Weight::work));
  CHECK(world.scheduler.next_due(sim::Weight::background) == kStart + 1h);
}

TEST_CASE("the push service learns the cap of the standby bucket", "[devices]") {
  DevicesWorld world;
  world.add_pixel();
  struct Row {
    std::string bucket;
    std::string cap;
  };
  for (const Row& row : std::vector<Row>{{"rare", R"(,"high_priority_per_day":5)"},
                                         {"frequent", R"(,"high_priority_per_day":10)"},
                                         {"restricted", R"(,"high_priority_per_day":5)"},
                                         {"working-set", ""}}) {
    world.patch("pixel", R"({"standby_bucket":")" + row.bucket + R"("})");
    CHECK(world.get("/pixel")["standby_bucket"] == row.bucket);
    CHECK(lines_of(world.fcm.seen).back() ==
          R"(PUT /_device/connections/pixel {"online":true)" + row.cap + '}');
  }
}

TEST_CASE("an app is told that FCM dropped messages", "[devices]") {
  DevicesWorld world;
  world.add_pixel();
  world.push_to_pixel(R"({"message_type":"deleted_messages"})");
  CHECK(world.get("/pixel/notifications")[0]["payload"]["message_type"] == "deleted_messages");
  CHECK(world.screens("pixel") == Lines{"none"});
}

}  // namespace droppoint::test
