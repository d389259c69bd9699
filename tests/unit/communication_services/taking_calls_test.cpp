#include <catch2/catch.hpp>

#include "tests/unit/communication_services/two_phones.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

TEST_CASE("what the phone refuses is not done") {
  TwoPhones cloud;
  const json call = cloud.call();
  cloud.devices.status = 409;
  const Reply named = cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  CHECK(named.status == 409);
  CHECK(named.body["error"]["code"] == "DeviceNotRinging");
  CHECK(cloud.control("POST", url(call, "decline")).status == 409);
  CHECK(cloud.control("GET", url(call)).body["state"] == "ringing");
  cloud.world.wire.faults().add({.match = {.to = wire::Party::device}, .effect = wire::Reset{}},
                                cloud.world.scheduler.now());
  const Reply away = cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  CHECK(away.status == 409);
  CHECK(away.body["error"]["code"] == "DeviceNotReachable");
}

TEST_CASE("a call that rings on no phone of the emulator is answered by some other client") {
  ServiceWorld cloud;
  const json call = cloud.call();
  const Reply answer = cloud.control("POST", url(call, "answer"));
  CHECK(answer.status == 200);
  CHECK(answer.body["to"][0]["device"].is_null());
  CHECK(cloud.devices.seen.empty());
}

TEST_CASE("the phone that answered hangs up, or is told that the caller did") {
  TwoPhones cloud;
  const json call = cloud.call();
  const std::string id = call["call"];
  CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", "iphone"}}).status == 409);
  cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  cloud.devices.seen.clear();
  SECTION("the phone") {
    CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", "android"}}).status == 409);
    CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", "nobodys"}}).status == 404);
    CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", 1}}).status == 400);
    const Reply done = cloud.control("POST", url(call, "hang-up"), {{"device", "iphone"}});
    CHECK(done.body["state"] == "ended");
    CHECK(done.body["to"][0]["state"] == "left");
    REQUIRE(cloud.devices.seen.size() == 1);
    CHECK(cloud.devices.seen[0].target == "/calls/" + id + "/hang-up");
    CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", "iphone"}}).status == 409);
  }
  SECTION("the caller") {
    CHECK(cloud.control("POST", url(call, "hang-up")).body["state"] == "ended");
    REQUIRE(cloud.devices.seen.size() == 1);
    CHECK(cloud.devices.seen[0].target == "/calls/" + id + "/over");
  }
}

TEST_CASE("one of several who answered leaves, and the others go on") {
  TwoPhones cloud;
  cloud.register_iphone("carols", "carol");
  const json call = cloud.call({"alice", "carol"});
  cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  cloud.control("POST", url(call, "answer"), {{"device", "carols"}});
  CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", "iphone"}}).body["state"] == "connected");
  CHECK(cloud.control("POST", url(call, "hang-up"), {{"device", "carols"}}).body["state"] == "ended");
}

TEST_CASE("a phone may ask whether a call still rings there") {
  TwoPhones cloud;
  const json call = cloud.call();
  const std::string id = call["call"];
  const auto ask = [&cloud](const std::string& target) {
    return cloud.send(request("GET", "acs", "/_device/calls/" + target), wire::Party::device);
  };
  CHECK(ask(id + "?device=android").body == json{{"call", id}, {"state", "ringing"}});
  cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  CHECK(ask(id + "?device=android").body["state"] == "answered");
  CHECK(ask(id + "?device=nobodys").status == 404);
  CHECK(ask(id).status == 404);
  CHECK(ask("none?device=android").status == 404);
}
