#include "emulator/sim/scheduler.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

using namespace droppoint::sim;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart{1000s};

struct Fixture {
  Scheduler scheduler{kStart};
  std::string log;

  Timer set(Duration after, char mark, Weight weight = Weight::work) {
    return scheduler.at(kStart + after, weight, [this, mark] { log.push_back(mark); });
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "timers run in order of time, and of their setting at one time") {
  const Timer c = set(2s, 'c');
  const Timer a = set(1s, 'a');
  const Timer d = set(2s, 'd', Weight::background);
  const Timer b = set(1s, 'b');
  CHECK(scheduler.advance_to(kStart + 2s) == 4);
  CHECK(log == "abcd");
  CHECK(scheduler.now() == kStart + 2s);
}

TEST_CASE_METHOD(Fixture, "advancing runs what is due at the limit itself and nothing behind it") {
  const Timer early = set(10min - 1ns, 'a');
  const Timer exact = set(10min, 'b');
  const Timer late = set(10min + 1ns, 'c');
  CHECK(scheduler.advance_to(kStart + 10min) == 2);
  CHECK(log == "ab");
  CHECK(scheduler.now() == kStart + 10min);
  CHECK(scheduler.advance_to(kStart + 10min + 1ns) == 1);
  CHECK(log == "abc");
}

TEST_CASE_METHOD(Fixture, "advancing to the present or the past moves nothing but runs what is due") {
  const Timer now = set(0s, 'a');
  const Timer past = set(-5s, 'b');
  CHECK(log.empty());
  CHECK(scheduler.advance_to(kStart - 1h) == 2);
  CHECK(log == "ab");
  CHECK(scheduler.now() == kStart);
}

TEST_CASE_METHOD(Fixture, "a timer that is set within the advance still runs in it, at its own time") {
  Timer second;
  std::vector<Time> seen;
  const Timer first = scheduler.at(kStart + 1s, Weight::work, [&] {
    seen.push_back(scheduler.now());
    second = scheduler.at(kStart + 2s, Weight::work, [&] { seen.push_back(scheduler.now()); });
  });
  CHECK(scheduler.advance_to(kStart + 5s) == 2);
  CHECK(seen == std::vector<Time>{kStart + 1s, kStart + 2s});
  CHECK(scheduler.now() == kStart + 5s);
}

TEST_CASE_METHOD(Fixture, "timers and posted actions of one instant keep the order in which they came") {
  const Timer first = set(0s, 'a');
  scheduler.post_action([this] { log.push_back('b'); });
  const Timer third = set(0s, 'c');
  scheduler.post_action([this] { log.push_back('d'); });
  scheduler.run_due();
  CHECK(log == "abcd");
}

TEST_CASE_METHOD(Fixture, "what an action posts runs after all that is already due") {
  const Timer first = scheduler.at(kStart + 1s, Weight::work, [this] {
    log.push_back('a');
    scheduler.post_action([this] { log.push_back('c'); });
  });
  const Timer second = set(1s, 'b');
  scheduler.step(kStart + 1s);
  CHECK(log == "abc");
}

TEST_CASE_METHOD(Fixture, "a cancelled timer does not run, whoever cancels it and when") {
  Timer cancelled = set(1s, 'a');
  cancelled.cancel();
  cancelled.cancel();
  Timer by_another = set(2s, 'b');
  const Timer canceller = scheduler.at(kStart + 2s - 1ns, Weight::work, [&] { by_another.cancel(); });
  Timer at_same_instant;
  const Timer same = scheduler.at(kStart + 3s, Weight::work, [&] { at_same_instant.cancel(); });
  at_same_instant = set(3s, 'c');
  { const Timer gone = set(4s, 'd'); }
  scheduler.advance_to(kStart + 1h);
  CHECK(log.empty());
  CHECK(!scheduler.next_due(Weight::background));
  CHECK(!scheduler.next_due(Weight::work));
}

TEST_CASE_METHOD(Fixture, "cancelling after firing does nothing, also from within the action") {
  Timer timer;
  timer = scheduler.at(kStart + 1s, Weight::work, [&] {
    log.push_back('a');
    timer.cancel();
  });
  const Timer other = set(2s, 'b');
  scheduler.advance_to(kStart + 1s);
  timer.cancel();
  scheduler.advance_to(kStart + 2s);
  CHECK(log == "ab");
}

TEST_CASE_METHOD(Fixture, "a timer that is moved goes on, and the place it is moved to gives up its own") {
  Timer first = set(1s, 'a');
  Timer moved = std::move(first);
  Timer other = set(1s, 'b');
  other = std::move(moved);
  Timer& alias = other;
  other = std::move(alias);
  first.cancel();
  moved.cancel();
  scheduler.advance_to(kStart + 1s);
  CHECK(log == "a");
}

TEST_CASE_METHOD(Fixture, "a detached timer runs although its object is gone") {
  {
    Timer timer = set(1s, 'a');
    timer.detach();
  }
  scheduler.advance_to(kStart + 1s);
  CHECK(log == "a");
}

TEST_CASE_METHOD(Fixture, "cancelling a timer whose action owns further timers is safe") {
  auto inner = std::make_shared<Timer>(set(1s, 'a'));
  auto fired = std::make_shared<Timer>(set(0s, 'b'));
  scheduler.run_due();
  Timer outer = scheduler.at(kStart + 1s, Weight::work, [inner, fired] {});
  inner.reset();
  fired.reset();
  outer.cancel();
  CHECK(!scheduler.next_due(Weight::background));
  scheduler.advance_to(kStart + 1h);
  CHECK(log == "b");
}

TEST_CASE("a scheduler may go away with actions that own timers and holds") {
  auto counted = std::make_shared<int>(0);
  {
    Scheduler scheduler{kStart};
    auto timer = std::make_shared<Timer>(scheduler.at(kStart + 2s, Weight::work, [counted] {}));
    auto hold = std::make_shared<Hold>(scheduler.hold("a call"));
    scheduler.at(kStart + 1s, Weight::work, [timer, hold, counted] {}).detach();
    scheduler.post_action([timer, hold, counted] { ++*counted; });
  }
  CHECK(counted.use_count() == 1);
  CHECK(*counted == 0);
}

TEST_CASE_METHOD(Fixture, "the next due time of work leaves background timers out") {
  CHECK(!scheduler.next_due(Weight::background));
  const Timer heartbeat = set(1s, 'h', Weight::background);
  CHECK(!scheduler.next_due(Weight::work));
  CHECK(scheduler.next_due(Weight::background) == kStart + 1s);
  Timer work = set(5s, 'w');
  CHECK(scheduler.next_due(Weight::work) == kStart + 5s);
  CHECK(scheduler.next_due(Weight::background) == kStart + 1s);
  work.cancel();
  CHECK(!scheduler.next_due(Weight::work));
  const Timer past = set(-1h, 'p');
  CHECK(scheduler.next_due(Weight::work) == kStart);
  scheduler.run_due();
  CHECK(!scheduler.next_due(Weight::work));
}

TEST_CASE_METHOD(Fixture, "a step goes to the next due time and no further") {
  const Timer a = set(1s, 'a');
  const Timer b = set(1s, 'b');
  const Timer c = set(2s, 'c');
  CHECK_FALSE(scheduler.step(kStart + 1s - 1ns));
  CHECK(scheduler.now() == kStart);
  CHECK(scheduler.step(kStart + 10s));
  CHECK(log == "ab");
  CHECK(scheduler.now() == kStart + 1s);
  CHECK(scheduler.step(kStart + 2s));
  CHECK_FALSE(scheduler.step(kStart + 10s));
  CHECK(scheduler.now() == kStart + 2s);
}

TEST_CASE_METHOD(Fixture, "running what is due never moves the clock") {
  const Timer later = set(1ns, 'a');
  scheduler.post_action([this] { log.push_back('b'); });
  scheduler.run_due();
  CHECK(log == "b");
  CHECK(scheduler.now() == kStart);
}

TEST_CASE_METHOD(Fixture, "time stands still while a hold lives, but the instant goes on") {
  const Timer later = set(1s, 'a');
  Hold hold = scheduler.hold("webhook");
  CHECK(scheduler.held());
  scheduler.post_action([this] { log.push_back('p'); });
  CHECK_FALSE(scheduler.step(kStart + 1h));
  CHECK(log == "p");
  CHECK(scheduler.advance_to(kStart + 1h) == 0);
  CHECK(scheduler.now() == kStart);
  Hold second = scheduler.hold("another");
  hold.release();
  hold.release();
  CHECK(scheduler.held());
  second = Hold();
  CHECK_FALSE(scheduler.held());
  CHECK(scheduler.advance_to(kStart + 1h) == 1);
  CHECK(log == "pa");
}

TEST_CASE_METHOD(Fixture, "a hold that is taken on the way stops the advance at that time") {
  Hold hold;
  const Timer first = scheduler.at(kStart + 1s, Weight::work, [&] { hold = scheduler.hold("webhook"); });
  const Timer same = set(1s, 'a');
  const Timer later = set(2s, 'b');
  CHECK(scheduler.advance_to(kStart + 5s) == 2);
  CHECK(scheduler.now() == kStart + 1s);
  CHECK(log == "a");
  Hold moved = std::move(hold);
  hold.release();
  CHECK(scheduler.held());
  moved.release();
  CHECK(scheduler.advance_to(kStart + 5s) == 1);
  CHECK(scheduler.now() == kStart + 5s);
  CHECK(log == "ab");
}

TEST_CASE_METHOD(Fixture, "an action that throws leaves the rest as it was") {
  const Timer bad = scheduler.at(kStart + 1s, Weight::work, [] { throw std::runtime_error("no"); });
  const Timer good = set(1s, 'a');
  CHECK_THROWS_AS(scheduler.advance_to(kStart + 2s), std::runtime_error);
  CHECK(scheduler.now() == kStart + 1s);
  CHECK(scheduler.advance_to(kStart + 2s) == 1);
  CHECK(log == "a");
}

TEST_CASE_METHOD(Fixture, "a dump names holds, due times and weights") {
  const Hold hold = scheduler.hold("a webhook's answer");
  const Timer work = set(1s, 'a');
  const Timer heartbeat = set(2s, 'b', Weight::background);
  CHECK(scheduler.dump() ==
        "now 1970-01-01T00:16:40Z\nheld: a webhook's answer\ndue 1970-01-01T00:16:41Z work\n"
        "due 1970-01-01T00:16:42Z background\n");
}
