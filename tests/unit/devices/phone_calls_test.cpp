#include <string>

#include "tests/unit/devices/devices_world.hpp"

// A phone rings, is answered or not, and says who calls.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

http::Response act(DevicesWorld& world, const std::string& device, const std::string& action) {
  const auto outcome =
      world.push(wire::Party::communication_services, request("POST", device, "/calls/c1/" + action));
  REQUIRE(outcome.answer);
  return *outcome.answer;
}

int status_of(DevicesWorld& world, const std::string& action) {
  return act(world, "iphone", action).status;
}

DevicesWorld::Outcome late_call(DevicesWorld& world) {
  const std::string token = world.get("/pixel")["tokens"]["fcm"];
  return world.push(wire::Party::fcm, request("POST", "pixel", "/notifications/fcm",
                                              {{"x-device-token", token}, {"sent-time", "1767225600000"}},
                                              R"({"data":{"eventId":"107","callId":"c1"}})"));
}

}  // namespace

TEST_CASE("a phone shows who calls", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.advance(2s);
  world.push_to_iphone(
      "voip",
      R"({"aps":{},"data":{"eventId":107,"callId":"c1","callerId":"8:acs:bob","displayName":"Bob","videoCall":"true"}})",
      "voip");
  CHECK(world.get("/iphone")["calls"].dump() ==
        R"([{"call":"c1","state":"ringing","caller":"8:acs:bob","display_name":"Bob","video":true,)"
        R"("since":"2026-01-01T00:00:02Z"}])");
  CHECK(world.get("/iphone/notifications")[0]["call"].dump() ==
        R"({"call":"c1","event":"incoming","caller":"8:acs:bob","display_name":"Bob","video":true})");
  world.call_iphone("c1", 110);
  CHECK(world.get("/iphone/notifications")[1]["call"]["event"] == "stop-ringing");
  CHECK(world.get("/iphone")["calls"] == Json::array());
}

TEST_CASE("nobody answers: after thirty seconds the phone gives up by itself", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  // A phone in a tunnel is told nothing, and stops all the same.
  world.patch("iphone", R"({"network":"offline"})");
  CHECK(world.get("/iphone")["screen"] == "ringing");
  CHECK_FALSE(world.scheduler.next_due(sim::Weight::work));
  world.advance(30s - 1ns);
  CHECK(world.get("/iphone")["screen"] == "ringing");
  world.advance(1ns);
  CHECK(world.get("/iphone")["screen"] == "missed-call");
  CHECK(world.get("/iphone")["calls"] == Json::array());
}

TEST_CASE("answered, a call is no missed one, however long it lasts", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  world.advance(5s);
  CHECK(status_of(world, "answer") == 200);
  CHECK(world.get("/iphone")["screen"] == "none");
  CHECK(world.get("/iphone")["calls"][0]["state"] == "answered");
  CHECK(world.get("/iphone")["calls"][0]["since"] == "2026-01-01T00:00:05Z");
  world.advance(1h);
  world.call_iphone("c1", 110);
  CHECK(world.get("/iphone")["calls"].size() == 1);
  CHECK(world.get("/iphone")["screen"] == "none");
  CHECK(status_of(world, "answer") == 409);
  CHECK(status_of(world, "decline") == 409);
  SECTION("its user hangs up") {
    CHECK(status_of(world, "hang-up") == 200);
  }
  SECTION("the caller does") {
    CHECK(status_of(world, "over") == 200);
  }
  CHECK(world.get("/iphone")["calls"] == Json::array());
  CHECK(status_of(world, "over") == 409);
  CHECK(status_of(world, "sing") == 404);
}

TEST_CASE("declined, a call is gone from the screen", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  CHECK(status_of(world, "decline") == 200);
  world.advance(1min);
  CHECK(world.screens("iphone") == Lines{"none"});
  CHECK(status_of(world, "answer") == 409);
}

TEST_CASE("a phone that does not ring answers nothing", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  const auto answer = act(world, "iphone", "answer");
  CHECK(answer.status == 409);
  CHECK(Json::parse(http::bytes_of(answer.body))["error"]["code"] == "NotRinging");
  world.call_iphone("c1");
  world.patch("iphone", R"({"network":"aeroplane"})");
  CHECK(world.push(wire::Party::communication_services, request("POST", "iphone", "/calls/c1/answer"))
            .answer.error() == wire::Break::refused);
}

TEST_CASE("an Android app that is told of a call late asks whether it still rings", "[devices]") {
  DevicesWorld world;
  world.add_pixel();
  SECTION("at once it does not ask") {
    world.forget_seen();
    CHECK(late_call(world).verdict == wire::Verdict::delivered("fcm"));
    CHECK(world.acs.seen.empty());
    CHECK(world.screens("pixel") == Lines{"ringing"});
  }
  SECTION("it is over") {
    world.advance(10s);
    world.acs.then(200, R"({"call":"c1","state":"canceled"})");
    CHECK(late_call(world).verdict.cause == "ringing-ended");
    CHECK(lines_of(world.acs.seen).back() == "GET /_device/calls/c1?device=pixel");
    CHECK(world.screens("pixel") == Lines{"missed-call"});
  }
  SECTION("it rings, or nobody can say") {
    world.advance(10s);
    const bool known = GENERATE(true, false);
    if (known) world.acs.then(200, R"({"call":"c1","state":"ringing"})");
    if (!known) world.acs.then(404);
    CHECK(late_call(world).verdict == wire::Verdict::delivered("fcm"));
    CHECK(world.screens("pixel") == Lines{"ringing"});
  }
}

}  // namespace droppoint::test
