#include <catch2/catch.hpp>

#include <vector>

#include "fakes/notification_hubs/retries.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

http::Response unavailable(http::Headers headers = {}) {
  return {.status = 503,
          .headers = std::move(headers),
          .body = http::make_body(R"({"reason":"ServiceUnavailable"})")};
}

// When each try reached APNs, in seconds from the start.
std::vector<std::int64_t> tries(HubWorld& world) {
  std::vector<std::int64_t> seconds;
  for (const wire::Hop& hop : world.apns.seen)
    seconds.push_back(std::chrono::duration_cast<std::chrono::seconds>(hop.sent_at - kStart).count());
  return seconds;
}

}  // namespace

TEST_CASE("a push that APNs cannot take now is tried again, and stays pending until it is taken") {
  HubWorld world;
  world.apns.then(503, R"({"reason":"ServiceUnavailable"})");
  world.apns.then(wire::Answer(tl::unexpected(wire::Break::reset)));
  world.apns.then(429, R"({"reason":"TooManyRequests"})");
  world.apns.then(200);
  CHECK(world.ask(world.push()).status == 201);
  CHECK(world.apns.seen.size() == 1);
  CHECK(world.verdict().state == wire::VerdictState::pending);
  world.advance(1min);
  CHECK(tries(world) == std::vector<std::int64_t>{0, 1, 3, 7});
  CHECK(world.metric("outgoing.apns.success") == 1);
  CHECK(world.metric("outgoing.apns.pnserror") == 3);
  CHECK(world.metric("notificationhub.pushes") == 1);
  CHECK(world.metric("incoming") == 1);
}

TEST_CASE("after 30 minutes a push is given up, with the cause of its last try beneath") {
  HubWorld world;
  world.apns.then(429, R"({"reason":"TooManyRequests"})");
  world.ask(world.push());
  world.advance(30min - 1ns);
  CHECK(world.verdict().state == wire::VerdictState::pending);
  world.advance(1ns);
  CHECK(world.verdict().cause == "pns-window-exceeded");
  CHECK(world.verdict().underlying_cause == "pns-throttled");
  CHECK(world.verdict().drop_point == 2);
  CHECK(contains(world.verdict().detail, "APNs answered 429 TooManyRequests"));
  const auto made = tries(world);
  const std::vector<std::int64_t> first(made.begin(), made.begin() + 10);
  CHECK(first == std::vector<std::int64_t>{0, 1, 3, 7, 15, 31, 63, 127, 247, 367});
  CHECK(made.back() == 1687);
  CHECK(world.metric("outgoing.apns.pnserror") == made.size());
  world.advance(24h);
  CHECK(tries(world) == made);
}

TEST_CASE("a push service that says when to come again is asked no earlier") {
  HubWorld world;
  SECTION("in seconds") {
    world.apns.then(wire::Answer(unavailable({{"Retry-After", "300"}})));
    world.apns.then(200);
    world.ask(world.push());
    world.advance(10min);
    CHECK(tries(world) == std::vector<std::int64_t>{0, 300});
  }
  SECTION("as a date") {
    world.apns.then(wire::Answer(unavailable({{"Retry-After", "Thu, 01 Jan 2026 00:02:30 GMT"}})));
    world.apns.then(200);
    world.ask(world.push());
    world.advance(10min);
    CHECK(tries(world) == std::vector<std::int64_t>{0, 150});
  }
  SECTION("sooner than the hub would") {
    world.apns.then(wire::Answer(unavailable({{"Retry-After", "0"}})));
    world.apns.then(200);
    world.ask(world.push());
    world.advance(10min);
    CHECK(tries(world) == std::vector<std::int64_t>{0, 1});
  }
  SECTION("after the window") {
    world.apns.then(wire::Answer(unavailable({{"Retry-After", "1800"}})));
    world.ask(world.push());
    world.advance(1h);
    CHECK(tries(world) == std::vector<std::int64_t>{0});
    CHECK(world.verdict().cause == "pns-window-exceeded");
    CHECK(world.verdict().underlying_cause == "pns-unavailable");
  }
}

TEST_CASE("what the push service will never take is not tried again") {
  HubWorld world;
  const int status = GENERATE(400, 403, 404, 410, 413, 418);
  world.apns.then(status, R"({"reason":"Whatever"})");
  world.ask(world.push());
  world.advance(1h);
  CHECK(world.apns.seen.size() == 1);
  CHECK(world.verdict().state == wire::VerdictState::dropped);
}

TEST_CASE("a namespace whose delivery window is zero tries once") {
  HubWorld world;
  world.name_space().delivery_window = sim::Duration::zero();
  world.apns.then(503, R"({"reason":"ServiceUnavailable"})");
  world.ask(world.push());
  CHECK(world.verdict().cause == "pns-unavailable");
  world.advance(1h);
  CHECK(world.apns.seen.size() == 1);
}

TEST_CASE("FCM is asked again too, and its success stands") {
  HubWorld world;
  const wire::Answer token = http::Response{
      .status = 200, .body = http::make_body(R"({"access_token":"ya29.x","expires_in":3599})")};
  const int status = GENERATE(429, 500, 503);
  world.fcm.then(token);
  world.fcm.then(status, "{}");
  world.fcm.then(200, "{}");
  world.ask(world.push("fcmv1", R"({"message":{}})"));
  CHECK(world.verdict().state == wire::VerdictState::pending);
  world.advance(1s);
  CHECK(world.fcm.seen.size() == 3);
  CHECK(world.metric("outgoing.fcmv1.success") == 1);
}

TEST_CASE("a push goes on after its hub was deleted, with the credential of its moment") {
  HubWorld world;
  world.apns.then(503);
  world.apns.then(200);
  world.ask(world.push());
  world.store.namespaces().clear();
  world.advance(1min);
  CHECK(world.apns.seen.size() == 2);
}

TEST_CASE("Retry-After that cannot be read counts as none") {
  using notification_hubs::read_retry_after;
  for (const char* text : {"", "soon", "-1", "1.5", "99999999999999", "Thu, 01 Jan 2026"}) {
    CAPTURE(text);
    CHECK_FALSE(read_retry_after(http::Headers{{"Retry-After", text}}, kStart));
  }
  CHECK_FALSE(read_retry_after(http::Headers{}, kStart));
  CHECK(read_retry_after(http::Headers{{"retry-after", " 7 "}}, kStart) == sim::Duration(7s));
  CHECK(read_retry_after(http::Headers{{"Retry-After", "Thu, 01 Jan 2015 00:00:00 GMT"}}, kStart) ==
        sim::Duration::zero());
}

}  // namespace droppoint::test
