#include <vector>

#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;
using namespace std::chrono_literals;

namespace {

wire::TraceId push(FcmWorld& world, const std::string& more = {}) {
  CHECK(world.push_to_phone(more).status == 200);
  return world.last_trace;
}

std::string with_key(const std::string& key) {
  return R"(,"android":{"collapse_key":")" + key + "\"}";
}

}  // namespace

TEST_CASE("What is sent to a device offline waits until it is back") {
  FcmWorld world;
  world.connect(false);
  const auto trace = push(world);
  CHECK(world.verdict_of(trace).state == wire::VerdictState::pending);
  CHECK(world.phone.seen.empty());
  world.connect(true);
  CHECK(world.verdict_of(trace).by == "fcm");
  CHECK(world.phone.seen.size() == 1);
}

TEST_CASE("A message with ttl 0 is now or never") {
  FcmWorld world;
  CHECK(world.verdict_of(push(world, R"(,"android":{"ttl":"0s"})")).by == "fcm");
  world.connect(false);
  CHECK(world.verdict_of(push(world, R"(,"android":{"ttl":"0s"})")).cause == "ttl-zero-device-offline");
  world.connect(true);
  CHECK(world.phone.seen.size() == 1);
}

TEST_CASE("A message expires with its ttl, by default after four weeks") {
  FcmWorld world;
  world.connect(false);
  const auto minute = push(world, R"(,"android":{"ttl":"60s"})");
  const auto longest = push(world);
  world.advance(60s - 1ns);
  CHECK(world.verdict_of(minute).state == wire::VerdictState::pending);
  world.advance(1ns);
  CHECK(world.verdict_of(minute).cause == "expired-before-delivery");
  CHECK(world.verdict_of(longest).state == wire::VerdictState::pending);
  world.advance(28 * 24h);
  CHECK(world.verdict_of(longest).cause == "expired-before-delivery");
  world.connect(true);
  CHECK(world.phone.seen.empty());
}

TEST_CASE("The newer message with the same collapse key takes the place of the older") {
  FcmWorld world;
  world.connect(false);
  const auto older = push(world, with_key("a"));
  const auto other = push(world, with_key("b"));
  const auto newer = push(world, with_key("a"));
  CHECK(world.verdict_of(older).cause == "coalesced");
  world.connect(true);
  CHECK(world.verdict_of(newer).by == "fcm");
  CHECK(world.verdict_of(other).by == "fcm");
  CHECK(world.phone.seen.size() == 2);
}

TEST_CASE("Four collapse keys are kept") {
  FcmWorld world;
  world.connect(false);
  std::vector<wire::TraceId> traces;
  for (const char* key : {"a", "b", "c", "d", "e"}) traces.push_back(push(world, with_key(key)));
  CHECK(world.verdict_of(traces[0]).cause == "pending-limit-exceeded");
  world.connect(true);
  for (std::size_t i = 1; i < traces.size(); ++i) CHECK(world.verdict_of(traces[i]).by == "fcm");
}

TEST_CASE("With the 101st message that does not collapse all of them are lost") {
  FcmWorld world;
  world.connect(false);
  const auto keyed = push(world, with_key("a"));
  std::vector<wire::TraceId> traces;
  for (int i = 0; i < 100; ++i) traces.push_back(push(world));
  CHECK(world.verdict_of(traces.front()).state == wire::VerdictState::pending);
  traces.push_back(push(world));
  for (const auto trace : traces) CHECK(world.verdict_of(trace).cause == "pending-limit-exceeded");
  world.connect(true);
  CHECK(world.verdict_of(keyed).by == "fcm");
  // The app is told once that something was lost, after what is left.
  REQUIRE(world.phone.seen.size() == 2);
  CHECK(world.phone.seen[1].trace == traces.back());
  CHECK(http::bytes_of(world.phone.seen[1].request.body) == R"({"message_type":"deleted_messages"})");
  world.connect(true);
  CHECK(world.phone.seen.size() == 2);
}

TEST_CASE("An app is told of dropped messages when it can be reached") {
  FcmWorld world;
  world.connect(false);
  for (int i = 0; i < 101; ++i) push(world);
  world.phone.then(tl::unexpected(wire::Break::reset));
  world.connect(true);
  CHECK(world.phone.seen.size() == 1);
  world.phone.then(200);
  world.connect(true);
  CHECK(world.phone.seen.size() == 2);
  // A token that is given back has nobody to tell.
  world.connect(false);
  for (int i = 0; i < 101; ++i) push(world);
  world.from_device("DELETE", "/_device/tokens/" + http::form_encode(world.token));
  world.connect(true);
  CHECK(world.phone.seen.size() == 2);
}

TEST_CASE("In Doze only messages of high priority go out") {
  FcmWorld world;
  world.connect(R"({"online":true,"dozes":true})");
  const auto normal = push(world);
  const auto high = push(world, R"(,"android":{"priority":"high"})");
  CHECK(world.verdict_of(normal).state == wire::VerdictState::pending);
  CHECK(world.verdict_of(high).by == "fcm");
  SECTION("the others wait for a maintenance window") {
    world.advance(1h);
    world.connect(R"({"online":true,"dozes":false})");
    CHECK(world.verdict_of(normal).by == "fcm");
    CHECK(world.phone.seen.back().request.headers.get("sent-time") == "1767225600000");
  }
  SECTION("a new connection in Doze is no window, and brings what wakes") {
    world.connect(false);
    const auto urgent = push(world, R"(,"android":{"priority":"high"})");
    world.connect(R"({"online":true,"dozes":true})");
    CHECK(world.verdict_of(urgent).by == "fcm");
    CHECK(world.verdict_of(normal).state == wire::VerdictState::pending);
  }
  SECTION("or expire before it comes") {
    const auto minute = push(world, R"(,"android":{"ttl":"60s"})");
    world.advance(60s);
    CHECK(world.verdict_of(minute).cause == "expired-before-delivery");
  }
  SECTION("and now or never is never") {
    CHECK(world.verdict_of(push(world, R"(,"android":{"ttl":"0s"})")).cause == "ttl-zero-device-offline");
  }
}

TEST_CASE("A standby bucket caps messages of high priority for a day") {
  FcmWorld world;
  world.connect(R"({"online":true,"dozes":true,"high_priority_per_day":2})");
  const auto high = [&world] { return push(world, R"(,"android":{"priority":"high"})"); };
  high();
  world.advance(30min);
  CHECK(world.verdict_of(high()).by == "fcm");
  CHECK(world.phone.seen.back().request.headers.get("original-priority") == "high");
  const auto third = high();
  CHECK(world.verdict_of(third).state == wire::VerdictState::pending);
  world.advance(23h + 30min - 1ns);
  world.access = world.access_token();
  CHECK(world.verdict_of(high()).state == wire::VerdictState::pending);
  world.advance(1ns);
  CHECK(world.verdict_of(high()).by == "fcm");
  world.connect(R"({"online":true,"dozes":false,"high_priority_per_day":2})");
  CHECK(world.verdict_of(third).by == "fcm");
  CHECK(world.phone.seen.back().request.headers.get("priority") == "normal");
  CHECK(world.phone.seen.back().request.headers.get("original-priority") == "high");
}

TEST_CASE("An app that is gone makes the token unregistered") {
  FcmWorld world;
  world.phone.then(410);
  CHECK(world.verdict_of(push(world)).cause == "app-uninstalled");
  CHECK(world.push_to_phone().status == 404);
}

TEST_CASE("A token given back has no receiver for what waits") {
  FcmWorld world;
  world.connect(false);
  const auto trace = push(world);
  CHECK(world.from_device("DELETE", "/_device/tokens/" + http::form_encode(world.token)).status == 204);
  CHECK(world.verdict_of(trace).cause == "app-uninstalled");
}

TEST_CASE("A connected device that does not answer is tried again") {
  FcmWorld world;
  world.phone.then(tl::unexpected(wire::Break::reset));
  world.phone.then(200);
  const auto trace = push(world);
  CHECK(world.verdict_of(trace).state == wire::VerdictState::pending);
  world.advance(5s);
  CHECK(world.verdict_of(trace).by == "fcm");
  CHECK(world.phone.seen.size() == 2);
}

TEST_CASE("Device requests that are not in order") {
  FcmWorld world;
  CHECK(world.from_device("POST", "/_device/tokens", "[]").status == 400);
  CHECK(world.from_device("POST", "/_device/tokens", R"({"device":"d","app":"a"})").status == 400);
  for (const char* body :
       {R"({"online":1})", R"({"online":true,"dozes":1})", R"({"online":true,"high_priority_per_day":-1})"}) {
    CHECK(world.from_device("PUT", "/_device/connections/phone", body).status == 400);
  }
  CHECK(world.from_device("GET", "/_device/tokens").status == 404);
  CHECK(world
            .from_device("POST", "/_device/tokens",
                         R"({"device":"d","app":"a","project":"demo","token":")" + world.token + "\"}")
            .status == 400);
}
