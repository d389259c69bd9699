#include <string>

#include "tests/unit/devices/devices_world.hpp"

// What the user sees, and what the phone keeps of it.

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

}  // namespace

TEST_CASE("a record has the fields of the contract", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.advance(1500ms);
  world.push_to_iphone("alert", R"({"aps":{"alert":"hello"},"x":1})", "alert");
  const Json records = world.get("/iphone/notifications");
  REQUIRE(records.size() == 1);
  const Json expected = Json::parse(R"({
    "trace":"t2","kind":"direct","by":"apns","received_at":"2026-01-01T00:00:01.500Z",
    "payload":{"aps":{"alert":"hello"},"x":1},
    "headers":{"apns-topic":"com.example.app","apns-push-type":"alert"},"screen":"lock-screen"})");
  CHECK(records[0].dump() == expected.dump());
}

TEST_CASE("incoming, group and telephone calls ring; anything else does not", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.add_pixel();
  for (const int event : {107, 109, 111}) {
    world.call_iphone("c" + std::to_string(event), event);
    world.call_pixel("c" + std::to_string(event), std::to_string(event));
  }
  CHECK(world.screens("iphone") == Lines{"ringing", "ringing", "ringing"});
  CHECK(world.screens("pixel") == Lines{"ringing", "ringing", "ringing"});
  world.call_iphone("c1", 200);
  world.push_to_iphone("voip", R"({"aps":{},"data":{"eventId":107}})", "voip");
  world.push_to_iphone("voip", "no json", "voip");
  CHECK(world.screens("iphone") == Lines{"ringing", "ringing", "ringing", "none", "none", "none"});
  CHECK(world.get("/iphone/notifications")[5]["payload"] == "no json");
}

TEST_CASE("StopRinging makes a ringing call a missed one, and no other", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  world.call_iphone("c2");
  CHECK(world.get("/iphone")["screen"] == "ringing");
  CHECK(world.call_iphone("c1", 110).verdict == wire::Verdict::delivered("apns"));
  CHECK(world.screens("iphone") == Lines{"missed-call", "ringing", "none"});
  world.call_iphone("c2", 110);
  CHECK(world.screens("iphone") == Lines{"missed-call", "missed-call", "none", "none"});
  CHECK(world.get("/iphone")["screen"] == "missed-call");
}

TEST_CASE("a call that is told by channel and push rings once, and both arrived", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"foreground")");
  SECTION("the channel first") {
    CHECK(world.realtime("iphone", "c1").verdict == wire::Verdict::delivered("realtime"));
    CHECK(world.call_iphone("c1").verdict == wire::Verdict::delivered("apns"));
    CHECK(world.get("/iphone/notifications")[0]["kind"] == "incoming-call");
    CHECK(world.get("/iphone/notifications")[0]["by"] == "realtime");
  }
  SECTION("the push first") {
    CHECK(world.call_iphone("c1").verdict == wire::Verdict::delivered("apns"));
    CHECK(world.realtime("iphone", "c1").verdict == wire::Verdict::delivered("realtime"));
  }
  CHECK(world.screens("iphone") == Lines{"ringing", "none"});
  CHECK(world.get("/iphone")["screen"] == "ringing");
  CHECK(world.realtime("iphone", "c1", 110).verdict == wire::Verdict::delivered("realtime"));
  CHECK(world.screens("iphone") == Lines{"missed-call", "none", "none"});
  // A late copy of what rang here already is a copy, not a loss.
  CHECK(world.call_iphone("c1").verdict == wire::Verdict::delivered("apns"));
}

TEST_CASE("a call whose end came first does not ring", "[devices]") {
  DevicesWorld world;
  world.add_pixel();
  world.call_pixel("c1", "110");
  const auto outcome = world.call_pixel("c1");
  CHECK(outcome.answer->status == 200);
  CHECK(outcome.verdict.cause == "ringing-ended");
  CHECK(world.screens("pixel") == Lines{"none", "missed-call"});
}

TEST_CASE("alerts show on the lock screen unless the app is in front", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.push_to_iphone("alert", R"({"aps":{"alert":{"title":"hello"}}})", "alert");
  world.push_to_iphone("alert", R"({"aps":{"badge":1}})", "alert");
  world.push_to_iphone("alert", R"({"aps":{"content-available":1}})", "background");
  CHECK(world.screens("iphone") == Lines{"lock-screen", "none", "none"});
  world.patch("iphone", R"({"state":"foreground"})");
  CHECK(world.push_to_iphone("alert", R"({"aps":{"alert":"hello"}})", "alert").verdict ==
        wire::Verdict::delivered("apns"));
  CHECK(world.screens("iphone").back() == "none");
}

TEST_CASE("an alert with the same collapse id takes the other's place on the screen", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  const std::string token = world.get("/iphone")["tokens"]["alert"];
  for (const char* id : {"score", "news", "score"}) {
    world.push(wire::Party::apns,
               request("POST", "iphone", "/notifications/apns",
                       {{"apns-push-type", "alert"}, {"apns-collapse-id", id}, {"x-device-token", token}},
                       R"({"aps":{"alert":"x"}})"));
  }
  CHECK(world.screens("iphone") == Lines{"none", "lock-screen", "lock-screen"});
}

TEST_CASE("a notification can be saved for the simulator, or as a data map", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.add_pixel();
  CHECK(world.control("GET", "/iphone/notifications?format=apns").status == 404);
  world.call_iphone("c1");
  const std::string first = world.get("/iphone/notifications")[0]["trace"];
  world.push_to_iphone("alert", R"({"aps":{"alert":"hello"},"Simulator Target Bundle":"other"})", "alert");
  CHECK(world.get("/iphone/notifications?format=apns").dump() ==
        R"({"Simulator Target Bundle":"com.example.app","aps":{"alert":"hello"}})");
  CHECK(world.get("/iphone/notifications?format=apns&trace=" + first)["data"]["callId"] == "c1");
  CHECK(world.control("GET", "/iphone/notifications?format=apns&trace=t999").status == 404);
  CHECK(world.control("GET", "/iphone/notifications?format=fcm").status == 404);
  CHECK(world.control("GET", "/iphone/notifications?format=xml").status == 400);
  world.call_pixel("c2");
  CHECK(world.get("/pixel/notifications?format=fcm").dump() == R"({"eventId":"107","callId":"c2"})");
}

TEST_CASE("only the newest thousand records are kept", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  for (std::size_t count = 0; count < devices::kRecordsMax + 5; ++count) {
    world.push_to_iphone("alert", std::to_string(count), "alert");
  }
  const Json records = world.get("/iphone/notifications");
  CHECK(records.size() == devices::kRecordsMax);
  CHECK(records[0]["payload"] == 5);
}

TEST_CASE("a phone that does not exist is not reached", "[devices]") {
  DevicesWorld world;
  CHECK(world.realtime("nobody", "c1").answer.error() == wire::Break::refused);
  CHECK(world.push(wire::Party::apns, request("POST", "nobody", "/notifications/apns")).answer.error() ==
        wire::Break::refused);
}

}  // namespace droppoint::test
