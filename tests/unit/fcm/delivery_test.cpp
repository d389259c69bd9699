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
  CHECK(world.phone.seen.size() == 1);
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
  CHECK(world.from_device("PUT", "/_device/connections/phone", R"({"online":1})").status == 400);
  CHECK(world.from_device("GET", "/_device/tokens").status == 404);
  CHECK(world
            .from_device("POST", "/_device/tokens",
                         R"({"device":"d","app":"a","project":"demo","token":")" + world.token + "\"}")
            .status == 400);
}
