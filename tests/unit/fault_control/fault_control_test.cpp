#include "fakes/control/fault_control.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "tests/support/test_world.hpp"

using namespace droppoint;
using test::request;
using wire::Party;
using Json = nlohmann::ordered_json;

namespace {

struct World : test::TestWorld {
  World() {
    wire.attach(Party::droppoint, control);
    wire.attach(Party::apns, apns);
  }
  ~World() { scheduler.destroy_tasks(); }
  http::Response call(std::string method, std::string path, std::string body = {}) {
    return **send(Party::droppoint,
                  request(std::move(method), "localhost", "/_droppoint/v1" + path, {}, std::move(body)));
  }
  Json json(const http::Response& response) { return Json::parse(http::bytes_of(response.body)); }

  control::FaultControl control{wire};
  test::ScriptedService apns;
};

}  // namespace

TEST_CASE("a fault that was posted strikes, is listed with its counts, and goes when deleted") {
  World world;
  const auto added = world.call(
      "POST", "/faults", R"({"to":"apns","match":{"path":"/3/device/*","header":{"apns-topic":"*.voip"}},
      "times":2,"respond":{"status":503,"headers":{"retry-after":"1"},"body":{"reason":"ServiceUnavailable"}}})");
  REQUIRE(added.status == 201);
  CHECK(world.json(added)["id"] == "f1");
  const auto struck =
      world.send(Party::apns, request("POST", "x", "/3/device/aa", {{"apns-topic", "a.voip"}}));
  CHECK((**struck).status == 503);
  CHECK(http::bytes_of((**struck).body) == R"({"reason":"ServiceUnavailable"})");
  const auto passed = world.send(Party::apns, request("POST", "x", "/3/device/aa", {{"apns-topic", "a"}}));
  CHECK((**passed).status == 200);
  const Json listed = world.json(world.call("GET", "/faults"))["faults"][0];
  CHECK(listed["struck"] == 1);
  CHECK(listed["to"] == "apns");
  CHECK(listed["respond"]["status"] == 503);
  CHECK(world.call("DELETE", "/faults/f1").status == 204);
  CHECK(world.call("DELETE", "/faults/f1").status == 404);
  CHECK(world.json(world.call("GET", "/faults"))["faults"].empty());
}

TEST_CASE("each effect is read") {
  World world;
  for (const char* effect :
       {R"("delay":"2s")", R"("drop":true)", R"("reset":true)", R"("throttle":{"per_second":3})"}) {
    CAPTURE(effect);
    const auto added = world.call("POST", "/faults", "{" + std::string(effect) + "}");
    CHECK(added.status == 201);
  }
  const Json listed = world.json(world.call("GET", "/faults"))["faults"];
  CHECK(listed[0]["delay"] == "2s");
  CHECK(listed[1]["drop"] == true);
  CHECK(listed[2]["reset"] == true);
  CHECK(listed[3]["throttle"]["per_second"] == 3);
  CHECK(world.call("DELETE", "/faults").status == 204);
  CHECK(world.wire.faults().list().empty());
}

TEST_CASE("a wrong fault is refused with one clear message and changes nothing") {
  World world;
  const auto refused = [&world](const char* body) {
    const auto response = world.call("POST", "/faults", body);
    CHECK(response.status == 400);
    CHECK(world.wire.faults().list().empty());
    return world.json(response)["error"];
  };
  CHECK(refused("nonsense")["code"] == "InvalidJson");
  CHECK(refused("[]")["message"] == "a fault must be an object, not a list");
  CHECK(refused("{}")["message"] ==
        "a fault needs exactly one of respond, delay, drop, reset, throttle, http2");
  CHECK(refused(R"({"drop":true,"reset":true})")["code"] == "InvalidRequest");
  CHECK(refused(R"({"drop":true,"too":"apns"})")["hint"] == "did you mean 'to'?");
  CHECK(refused(R"({"drop":true,"to":"apn"})")["hint"] == "did you mean 'apns'?");
  CHECK(refused(R"({"drop":false})")["message"] == "/drop: 'drop' can only be true");
  CHECK(refused(R"({"respond":{}})")["message"] == "/respond: respond needs 'status'");
  CHECK(refused(R"({"respond":{"status":99}})")["message"] ==
        "/respond/status: 'status' must be a whole number from 200 to 599, not 99");
  CHECK(refused(R"({"delay":"soon"})")["message"] == "/delay: 'soon' is not a duration");
  CHECK(refused(R"({"drop":true,"probability":2})")["code"] == "InvalidRequest");
  CHECK(refused(R"({"drop":true,"times":0})")["code"] == "InvalidRequest");
}

TEST_CASE("other methods and paths are refused") {
  World world;
  CHECK(world.call("PUT", "/faults").status == 405);
  CHECK(world.call("GET", "/nothing").status == 404);
}
