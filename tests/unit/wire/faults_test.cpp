#include "emulator/wire/faults.hpp"

#include <catch2/catch.hpp>

#include "tests/support/test_world.hpp"

using namespace std::chrono_literals;
using namespace droppoint;
using test::kStart;
using wire::Faults;
using wire::Party;

namespace {

wire::Hop hop(std::string method, std::string target, http::Headers headers = {}, std::string body = {}) {
  return wire::Hop{.from = Party::notification_hubs,
                   .to = Party::apns,
                   .request = test::request(std::move(method), "x", std::move(target), std::move(headers),
                                            std::move(body))};
}

int strikes(Faults& faults, int attempts, sim::Time at = kStart) {
  int struck = 0;
  for (int attempt = 0; attempt < attempts; ++attempt) struck += faults.strike(hop("GET", "/"), at) ? 1 : 0;
  return struck;
}

}  // namespace

TEST_CASE("a pattern's star stands for any run of characters") {
  CHECK(wire::matches_pattern("/3/device/*", "/3/device/abc"));
  CHECK(wire::matches_pattern("*", ""));
  CHECK(wire::matches_pattern("a*b*c", "a-b-b-c"));
  CHECK_FALSE(wire::matches_pattern("a*b", "a-b-c"));
  CHECK_FALSE(wire::matches_pattern("/a", "/a/b"));
  CHECK_FALSE(wire::matches_pattern("", "x"));
}

TEST_CASE("each part of a match must hold") {
  const auto struck_by = [](wire::FaultMatch match, const wire::Hop& candidate) {
    Faults faults{sim::Random(1)};
    faults.add({.match = std::move(match)}, kStart);
    return faults.strike(candidate, kStart).has_value();
  };
  const wire::Hop sample =
      hop("POST", "/3/device/aa?x=1", {{"Apns-Topic", "com.example.voip"}}, "{\"eventId\":107}");
  CHECK(struck_by({}, sample));
  CHECK(struck_by({.from = Party::notification_hubs, .to = Party::apns}, sample));
  CHECK_FALSE(struck_by({.from = Party::client}, sample));
  CHECK_FALSE(struck_by({.to = Party::fcm}, sample));
  CHECK(struck_by({.method = "post"}, sample));
  CHECK_FALSE(struck_by({.method = "GET"}, sample));
  CHECK(struck_by({.path = "/3/device/aa"}, sample));
  CHECK_FALSE(struck_by({.path = "/3/device/bb"}, sample));
  CHECK(struck_by({.headers = {{"apns-topic", "*.voip"}}}, sample));
  CHECK_FALSE(struck_by({.headers = {{"apns-topic", "com.example"}}}, sample));
  CHECK_FALSE(struck_by({.headers = {{"absent", "*"}}}, sample));
  CHECK(struck_by({.body = "107"}, sample));
  CHECK_FALSE(struck_by({.body = "110"}, sample));
}

TEST_CASE("after and times pick the n-th matching exchanges") {
  Faults faults{sim::Random(1)};
  faults.add({.after = 2, .times = 3}, kStart);
  CHECK(strikes(faults, 2) == 0);
  CHECK(strikes(faults, 3) == 3);
  CHECK(strikes(faults, 10) == 0);
}

TEST_CASE("a window opens and closes on the cloud's clock") {
  Faults faults{sim::Random(1)};
  faults.add({.window_start = 10s, .window_length = 5s}, kStart);
  CHECK(strikes(faults, 1, kStart + 9999ms) == 0);
  CHECK(strikes(faults, 1, kStart + 10s) == 1);
  CHECK(strikes(faults, 1, kStart + 14999ms) == 1);
  CHECK(strikes(faults, 1, kStart + 15s) == 0);
}

TEST_CASE("probability is drawn from the seed") {
  const auto count = [](std::uint64_t seed) {
    Faults faults{sim::Random(seed)};
    faults.add({.probability_per_million = 300'000}, kStart);
    return strikes(faults, 1000);
  };
  CHECK(count(5) == count(5));
  CHECK(count(5) > 240);
  CHECK(count(5) < 360);
}

TEST_CASE("a throttle answers 429 beyond its rate in each second") {
  Faults faults{sim::Random(1)};
  faults.add({.effect = wire::Throttle{2}}, kStart);
  CHECK(strikes(faults, 2) == 0);
  const auto third = faults.strike(hop("GET", "/"), kStart + 999ms);
  REQUIRE(third);
  CHECK(std::get<wire::Respond>(third->effect).status == 429);
  CHECK(strikes(faults, 2, kStart + 1s) == 0);
}

TEST_CASE("the first fault that strikes wins, in the order in which they were added") {
  Faults faults{sim::Random(1)};
  const auto first = faults.add({.times = 1}, kStart);
  const auto second = faults.add({.effect = wire::Drop{}}, kStart);
  CHECK(faults.strike(hop("GET", "/"), kStart)->fault == first);
  CHECK(faults.strike(hop("GET", "/"), kStart)->fault == second);
  CHECK(faults.remove(second));
  CHECK_FALSE(faults.remove(second));
  CHECK_FALSE(faults.strike(hop("GET", "/"), kStart));
}
