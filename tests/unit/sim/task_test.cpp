#include "emulator/sim/task.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <stdexcept>
#include <string>

#include "emulator/sim/scheduler.hpp"

using namespace droppoint::sim;
using namespace std::chrono_literals;

namespace {

constexpr Time kBeginning{1000s};

// Writes its mark when it is destroyed.
struct Mark {
  std::string* log;
  char mark;
  Mark(std::string* text, char character) : log(text), mark(character) {}
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;
  ~Mark() { log->push_back(mark); }
};

Task<std::string> text_of(int number) {
  co_return std::to_string(number);
}

Task<std::unique_ptr<int>> boxed(int number) {
  co_return std::make_unique<int>(number);
}

Task<int> failing(Scheduler* scheduler, Duration after) {
  if (after > Duration::zero()) co_await scheduler->sleep_for(after, Weight::work);
  throw std::runtime_error("refused");
}

Task<void> sleeper(Scheduler* scheduler, std::string* log, char mark, Duration duration) {
  const Mark destroyed(log, static_cast<char>(mark - 'a' + 'A'));
  co_await scheduler->sleep_for(duration, Weight::work);
  log->push_back(mark);
}

Task<int> slow_number(Scheduler* scheduler, int number) {
  co_await scheduler->sleep_for(1s, Weight::work);
  co_return number;
}

}  // namespace

TEST_CASE("a task is lazy: it runs when it is awaited, not when it is made") {
  bool started = false;
  auto make = [](bool* flag) -> Task<void> {
    *flag = true;
    co_return;
  };
  {
    const Task<void> unused = make(&started);
    CHECK_FALSE(started);
  }
  CHECK_FALSE(started);
  Scheduler scheduler(kBeginning);
  scheduler.spawn(make(&started), "starter");
  CHECK_FALSE(started);
  scheduler.run_due();
  CHECK(started);
}

TEST_CASE("values pass from task to awaiter, movable ones too") {
  std::string seen;
  Scheduler scheduler(kBeginning);
  auto root = [](std::string* out) -> Task<void> {
    auto asking = text_of(42);
    const std::string text = co_await std::move(asking);
    auto boxing = boxed(7);
    const std::unique_ptr<int> box = co_await std::move(boxing);
    *out = text + "/" + std::to_string(*box);
  };
  scheduler.spawn(root(&seen), "root");
  scheduler.run_due();
  CHECK(seen == "42/7");
}

TEST_CASE("an exception of a task reaches its awaiter, before and after a pause") {
  for (const Duration after : {Duration(0s), Duration(1s)}) {
    std::string caught;
    Scheduler scheduler(kBeginning);
    auto root = [](Scheduler* owner, Duration pause, std::string* out) -> Task<void> {
      try {
        auto asking = failing(owner, pause);
        const int number = co_await std::move(asking);
        *out = std::to_string(number);
      } catch (const std::runtime_error& failure) {
        *out = failure.what();
      }
    };
    scheduler.spawn(root(&scheduler, after, &caught), "root");
    scheduler.advance_to(kBeginning + 2s);
    CHECK(caught == "refused");
  }
}

TEST_CASE("an exception passes through tasks that do not catch it") {
  std::string log;
  Scheduler scheduler(kBeginning);
  auto between = [](Scheduler* owner, std::string* out) -> Task<int> {
    const Mark unwound(out, 'u');
    auto asking = failing(owner, 1s);
    const int number = co_await std::move(asking);
    out->push_back('!');
    co_return number;
  };
  auto root = [between](Scheduler* owner, std::string* out) -> Task<void> {
    try {
      auto asking = between(owner, out);
      co_await std::move(asking);
    } catch (const std::runtime_error&) {
      out->push_back('c');
    }
  };
  scheduler.spawn(root(&scheduler, &log), "root");
  scheduler.advance_to(kBeginning + 2s);
  CHECK(log == "uc");
}

TEST_CASE("a sleeping task wakes at its time") {
  std::string log;
  Scheduler scheduler(kBeginning);
  scheduler.spawn(sleeper(&scheduler, &log, 'b', 2s), "b");
  scheduler.spawn(sleeper(&scheduler, &log, 'a', 1s), "a");
  scheduler.spawn(sleeper(&scheduler, &log, 'c', 2s), "c");
  scheduler.advance_to(kBeginning + 2s - 1ns);
  CHECK(log == "aA");
  scheduler.advance_to(kBeginning + 2s);
  CHECK(log == "aAbBcC");
  CHECK(scheduler.dump() == "now 1970-01-01T00:16:42Z\n");
}

TEST_CASE("a sleep that is over already, or has no end, neither blocks nor overflows") {
  std::string log;
  Scheduler scheduler(kBeginning);
  scheduler.spawn(sleeper(&scheduler, &log, 'a', -1h), "a");
  scheduler.spawn(sleeper(&scheduler, &log, 'b', 0s), "b");
  scheduler.spawn(sleeper(&scheduler, &log, 'c', Duration::max()), "c");
  scheduler.spawn(sleeper(&scheduler, &log, 'd', Duration::min()), "d");
  scheduler.run_due();
  CHECK(log == "aAbBdD");
  CHECK(scheduler.now() == kBeginning);
  CHECK(scheduler.next_due(Weight::work) == Time::max());
}

TEST_CASE("a task that is destroyed asleep takes its timer along") {
  std::string log;
  Scheduler scheduler(kBeginning);
  scheduler.spawn(sleeper(&scheduler, &log, 'a', 1s), "a");
  scheduler.run_due();
  CHECK(scheduler.next_due(Weight::work) == kBeginning + 1s);
  scheduler.destroy_tasks();
  CHECK(log == "A");
  CHECK(!scheduler.next_due(Weight::background));
  scheduler.advance_to(kBeginning + 1h);
  CHECK(log == "A");
}

TEST_CASE("tasks are destroyed newest first, each with what it waits for") {
  std::string log;
  {
    Scheduler scheduler(kBeginning);
    auto parent = [](Scheduler* owner, std::string* out) -> Task<void> {
      const Mark destroyed(out, 'P');
      auto waiting = sleeper(owner, out, 'a', 1h);
      co_await std::move(waiting);
    };
    scheduler.spawn(parent(&scheduler, &log), "parent");
    scheduler.spawn(sleeper(&scheduler, &log, 'b', 1s), "b");
    scheduler.spawn(sleeper(&scheduler, &log, 'c', 1h), "c");
    scheduler.advance_to(kBeginning + 1s);
    CHECK(log == "bB");
    scheduler.spawn(sleeper(&scheduler, &log, 'd', 1h), "d");
    scheduler.run_due();
    // Never started: destroyed without a sign.
    scheduler.spawn(sleeper(&scheduler, &log, 'e', 1h), "e");
  }
  CHECK(log == "bBDCAP");
}

TEST_CASE("what was posted for a destroyed task does not run") {
  std::string log;
  Scheduler scheduler(kBeginning);
  struct Posting {
    Scheduler* scheduler;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) const { scheduler->post(waiter); }
    void await_resume() const noexcept {}
  };
  auto root = [](Scheduler* owner, std::string* out) -> Task<void> {
    Posting posting{owner};
    co_await posting;
    out->push_back('a');
    auto waiting = owner->sleep_for(1s, Weight::work);
    co_await waiting;
    co_await posting;
    out->push_back('b');
  };
  scheduler.spawn(root(&scheduler, &log), "root");
  scheduler.run_due();
  CHECK(log == "a");
  const Timer destroyer =
      scheduler.at(kBeginning + 1s, Weight::work, [&scheduler] { scheduler.destroy_tasks(); });
  scheduler.advance_to(kBeginning + 1h);
  CHECK(log == "a");
}

TEST_CASE("a task ends and leaves the list of the living; a spawned one may spawn") {
  std::string log;
  Scheduler scheduler(kBeginning);
  auto root = [](Scheduler* owner, std::string* out) -> Task<void> {
    owner->spawn(sleeper(owner, out, 'a', 1s), "child");
    out->push_back('r');
    co_return;
  };
  scheduler.spawn(root(&scheduler, &log), "root");
  CHECK(scheduler.dump() == "now 1970-01-01T00:16:40Z\ntask root\n");
  scheduler.run_due();
  CHECK(log == "r");
  CHECK(scheduler.dump() == "now 1970-01-01T00:16:40Z\ndue 1970-01-01T00:16:41Z work\ntask child\n");
}

TEST_CASE("spawned tasks start in order, each at the next opportunity") {
  std::string log;
  Scheduler scheduler(kBeginning);
  auto writer = [](std::string* out, char mark) -> Task<void> {
    out->push_back(mark);
    co_return;
  };
  scheduler.spawn(writer(&log, 'a'), "a");
  scheduler.post_action([&log] { log.push_back('b'); });
  scheduler.spawn(writer(&log, 'c'), "c");
  CHECK(log.empty());
  scheduler.run_due();
  CHECK(log == "abc");
}

TEST_CASE("whoever waits for the end of the instant runs after timers, posts and what these set off") {
  std::string log;
  Scheduler scheduler(kBeginning);
  auto idler = [](Scheduler* owner, std::string* out, char mark) -> Task<void> {
    co_await owner->when_idle();
    out->push_back(mark);
    owner->post_action([out] { out->push_back('.'); });
  };
  scheduler.spawn(idler(&scheduler, &log, 'x'), "x");
  scheduler.spawn(idler(&scheduler, &log, 'y'), "y");
  scheduler.spawn(sleeper(&scheduler, &log, 'a', 0s), "a");
  scheduler.post_action([&] {
    log.push_back('p');
    scheduler.post_action([&log] { log.push_back('q'); });
  });
  scheduler.run_due();
  CHECK(log == "paAqx.y.");
  CHECK(scheduler.now() == kBeginning);
}

TEST_CASE("whoever waits for the end of the instant does not wait for later timers, and may be destroyed") {
  std::string log;
  Scheduler scheduler(kBeginning);
  const Timer later = scheduler.at(kBeginning + 1ns, Weight::work, [&log] { log.push_back('t'); });
  auto idler = [](Scheduler* owner, std::string* out) -> Task<void> {
    const Mark destroyed(out, 'D');
    co_await owner->when_idle();
    out->push_back('i');
  };
  scheduler.spawn(idler(&scheduler, &log), "first");
  scheduler.run_due();
  CHECK(log == "iD");
  scheduler.spawn(idler(&scheduler, &log), "second");
  scheduler.post_action([&scheduler] { scheduler.destroy_tasks(); });
  scheduler.advance_to(kBeginning + 1s);
  CHECK(log == "iDDt");
}

TEST_CASE("a task can be moved, replaced and dropped before it is awaited") {
  std::string log;
  Scheduler scheduler(kBeginning);
  auto first = sleeper(&scheduler, &log, 'a', 0s);
  auto second = sleeper(&scheduler, &log, 'b', 0s);
  first = std::move(second);
  Task<void> third = std::move(first);
  Task<void>& alias = third;
  third = std::move(alias);
  scheduler.spawn(std::move(third), "b");
  scheduler.run_due();
  CHECK(log == "bB");
}

TEST_CASE("a long loop of awaited tasks keeps the stack flat, paused or not") {
  constexpr int kRounds = 200'000;
  std::uint64_t sum = 0;
  Scheduler scheduler(kBeginning);
  auto root = [](Scheduler* owner, std::uint64_t* out) -> Task<void> {
    for (int round = 0; round < kRounds; ++round) {
      auto asking = text_of(7);
      const std::string text = co_await std::move(asking);
      *out += text.size();
    }
    for (int round = 0; round < kRounds; ++round) {
      auto asking = slow_number(owner, 1);
      const int number = co_await std::move(asking);
      *out += static_cast<std::uint64_t>(number);
    }
  };
  scheduler.spawn(root(&scheduler, &sum), "root");
  scheduler.advance_to(Time::max());
  CHECK(sum == 2 * kRounds);
}
