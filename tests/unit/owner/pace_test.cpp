#include "emulator/owner/pace.hpp"

#include <catch2/catch.hpp>

#include <limits>

#include "tests/unit/owner/served.hpp"

using namespace std::chrono_literals;
using namespace droppoint;
using owner::Pace;
using owner::Pacer;
using test::kManual;
using test::kServedStart;
using test::Served;

namespace {

constexpr Pace kSkip{.mode = Pace::Mode::skip};

}  // namespace

TEST_CASE("real and scaled time go on from where they were set, never back") {
  Pacer pacer({.mode = Pace::Mode::scaled, .factor = 3, .divisor = 2}, 10s, kServedStart);
  CHECK(pacer.target(10s, kServedStart) == kServedStart);
  CHECK(pacer.target(12s, kServedStart) == kServedStart + 3s);
  CHECK(pacer.target(10s + 1ns, kServedStart) == kServedStart + 1ns);
  CHECK(pacer.target(13s, kServedStart + 24h) == kServedStart + 24h);
  CHECK(pacer.target(15s, kServedStart + 24h) == kServedStart + 24h + 3s);
  pacer.set({.factor = 60}, 20s, kServedStart);
  CHECK(pacer.target(21s, kServedStart) == kServedStart + 1s);
}

TEST_CASE("time that is due is never before its moment, however it is scaled") {
  for (const auto& [factor, divisor] :
       {std::pair{1U, 1U}, {7U, 3U}, {3U, 7U}, {1'000'000U, 1U}, {1U, 999'983U}}) {
    Pacer pacer({.mode = Pace::Mode::scaled, .factor = factor, .divisor = divisor}, 5s, kServedStart);
    for (const auto ahead : {1ns, 2ns, 999ns, 1'000'000'007ns}) {
      const auto when = pacer.when(kServedStart + ahead);
      REQUIRE(when);
      CHECK(pacer.target(*when, kServedStart) >= kServedStart + ahead);
    }
  }
}

TEST_CASE("a pace that reaches the end of time stays there") {
  Pacer pacer({.mode = Pace::Mode::scaled, .factor = Pace::kFactorMax}, 0s, kServedStart);
  CHECK(pacer.target(std::chrono::nanoseconds::max(), kServedStart) == sim::Time::max());
  Pacer slow({.mode = Pace::Mode::scaled, .factor = 1, .divisor = Pace::kFactorMax}, 0s, kServedStart);
  CHECK(slow.when(sim::Time::max()) == std::chrono::nanoseconds::max());
  CHECK_FALSE(Pacer(kManual, 0s, kServedStart).when(kServedStart));
}

TEST_CASE("in real mode a timer fires when real time reaches it, and the owner sleeps until then") {
  Served served;
  served.offer(1, "/slow");
  served.owner->turn();
  CHECK(served.exit->left().empty());
  REQUIRE(served.owner->wake_at());
  CHECK(*served.owner->wake_at() >= served.clock.steady() + 90s);
  CHECK(*served.owner->wake_at() <= served.clock.steady() + 90s + 1us);
  served.clock.advance(89s);
  served.owner->turn();
  CHECK(served.exit->left().empty());
  CHECK(served.scheduler.now() == kServedStart + 89s);
  served.clock.advance(2s);
  served.owner->turn();
  REQUIRE(served.exit->left().size() == 1);
  CHECK(http::bytes_of(served.exit->left()[0].response->body) == "1 2026-01-01T00:01:30Z");
  CHECK(served.scheduler.now() == kServedStart + 91s);
}

TEST_CASE("after an advance, real time goes on from there; after a reset, from the new start") {
  Served served;
  served.owner->post([&served] { served.door.advance_to(kServedStart + 24h); });
  served.owner->turn();
  served.clock.advance(5s);
  served.owner->turn();
  CHECK(served.scheduler.now() == kServedStart + 24h);
  served.clock.advance(5s);
  served.owner->turn();
  CHECK(served.scheduler.now() == kServedStart + 24h + 5s);
  sim::Scheduler anew(kServedStart);
  served.owner->post([&] {
    served.current = &anew;
    served.owner->rebase();
  });
  served.clock.advance(5s);
  served.owner->turn();
  served.clock.advance(2s);
  served.owner->turn();
  CHECK(anew.now() == kServedStart + 2s);
  served.owner->stop();
}

TEST_CASE("an arrival carries the real date at which it came, not the cloud's time") {
  Served served(kManual);
  served.owner->post([&served] { served.door.advance_to(kServedStart + 24h); });
  served.clock.advance(7s);
  served.offer(1);
  served.clock.advance(7s);
  served.owner->turn();
  CHECK(served.journal.hops({}).front()->origin.sender_time == kServedStart + 1h + 7s);
  CHECK(served.journal.hops({}).front()->sent_at == kServedStart + 24h);
}

TEST_CASE("manual time never moves by itself") {
  Served served(kManual);
  served.offer(1, "/slow");
  for (int count = 0; count < 5; ++count) {
    CHECK_FALSE(served.owner->turn());
    served.clock.advance(1h);
  }
  CHECK(served.scheduler.now() == kServedStart);
  CHECK_FALSE(served.owner->wake_at());
  CHECK(served.exit->left().empty());
  served.owner->post([&served] { served.door.advance_to(kServedStart + 2min); });
  served.owner->turn();
  CHECK(served.exit->left().size() == 1);
}

TEST_CASE("skip moves only while something waits for the clock") {
  Served served(kSkip);
  auto timer = served.scheduler.at(kServedStart + 10min, sim::Weight::work, [] {});
  CHECK_FALSE(served.owner->turn());
  served.offer(1);
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart);

  served.offer(2, "/slow");
  CHECK(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart + 90s);
  CHECK(served.exit->left().size() == 2);
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart + 90s);
}

TEST_CASE("skip does not move for whoever waits patiently, but answers it when the time comes") {
  Served served(kSkip);
  served.offer(1, "/_droppoint/v1/kept");
  served.owner->turn();
  served.kept.at(1).wait_patiently();
  const auto timer = served.scheduler.at(kServedStart + 1min, sim::Weight::work,
                                         [&served] { served.kept.at(1)(http::Response{.status = 200}); });
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart);
  // Somebody else does not.
  served.offer(2, "/slow");
  while (served.owner->turn()) continue;
  CHECK(served.scheduler.now() == kServedStart + 90s);
  REQUIRE(served.exit->left().size() == 2);
  CHECK(served.exit->left().front().ticket == 1);
}

TEST_CASE("skip stands still while time is held, or an arrival waits to be let in") {
  Served served(kSkip);
  auto hold = served.scheduler.hold("an outgoing call");
  served.offer(1, "/slow");
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart);
  hold.release();
  served.on_handle = [&served](const net::Arrival& arrival) {
    if (arrival.ticket == 2) served.offer(3);
  };
  served.offer(2);
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart);
  CHECK(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart + 90s);
}

TEST_CASE("skip moves for a wait, but not for background work nor past what satisfies it") {
  Served served(kSkip);
  int fired = 0;
  auto heartbeat = served.scheduler.at(kServedStart + 1s, sim::Weight::background, [] {});
  auto first = served.scheduler.at(kServedStart + 1min, sim::Weight::work, [&fired] { ++fired; });
  auto second = served.scheduler.at(kServedStart + 2min, sim::Weight::work, [&fired] { ++fired; });
  std::optional<bool> done;
  served.owner->wait_until([&fired] { return fired == 1; }, 5s,
                           [&done](bool satisfied) { done = satisfied; });
  CHECK(served.owner->turn());
  CHECK(done == true);
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart + 1min);
  second.cancel();
  served.owner->wait_until([] { return false; }, 5s, [](bool) {});
  auto beat = served.scheduler.at(kServedStart + 5min, sim::Weight::background, [] {});
  CHECK_FALSE(served.owner->turn());
  CHECK(served.scheduler.now() == kServedStart + 1min);
}

TEST_CASE("the pace changes while serving") {
  Served served(kManual);
  served.owner->post([&served] { served.owner->set_pace({.mode = Pace::Mode::scaled, .factor = 60}); });
  served.clock.advance(1h);
  served.owner->turn();
  CHECK(served.scheduler.now() == kServedStart);
  served.clock.advance(2s);
  served.owner->turn();
  CHECK(served.scheduler.now() == kServedStart + 2min);
  served.owner->set_pace(kManual);
  served.clock.advance(2s);
  served.owner->turn();
  CHECK(served.scheduler.now() == kServedStart + 2min);
}
