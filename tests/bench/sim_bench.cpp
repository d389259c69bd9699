// What the virtual clock costs, against the least that could do the same. A name that ends in ":baseline" is
// what the benchmark of that name is divided by in scripts/bench.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <queue>
#include <random>
#include <utility>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/sim/task.hpp"

using droppoint::sim::Duration;
using droppoint::sim::Random;
using droppoint::sim::Scheduler;
using droppoint::sim::Task;
using droppoint::sim::Time;
using droppoint::sim::Timer;
using droppoint::sim::Weight;

namespace {

constexpr int kActions = 1000;

// Due times that are neither sorted nor all different, the same in every run.
std::vector<Time> due_times() {
  Random random(1);
  std::vector<Time> times;
  for (int action = 0; action < kActions; ++action) {
    times.push_back(Time(Duration(static_cast<std::int64_t>(random.below(kActions / 2)))));
  }
  return times;
}

void timers(benchmark::State& state) {
  const std::vector<Time> times = due_times();
  std::int64_t fired = 0;
  for (auto _ : state) {
    Scheduler scheduler(Time{});
    std::vector<Timer> pending;
    pending.reserve(times.size());
    for (const Time due : times) pending.push_back(scheduler.at(due, Weight::work, [&fired] { ++fired; }));
    scheduler.advance_to(Time(Duration(kActions)));
  }
  benchmark::DoNotOptimize(fired);
  state.SetItemsProcessed(state.iterations() * kActions);
}
BENCHMARK(timers)->Name("sim/timers");

// A heap of actions: no cancelling, no weights, no order among equal times.
void timers_baseline(benchmark::State& state) {
  const std::vector<Time> times = due_times();
  std::int64_t fired = 0;
  using Entry = std::pair<Time, std::function<void()>>;
  const auto later = [](const Entry& left, const Entry& right) { return left.first > right.first; };
  for (auto _ : state) {
    std::priority_queue<Entry, std::vector<Entry>, decltype(later)> heap(later);
    for (const Time due : times) heap.emplace(due, [&fired] { ++fired; });
    while (!heap.empty()) {
      const std::function<void()> action = heap.top().second;
      heap.pop();
      action();
    }
  }
  benchmark::DoNotOptimize(fired);
  state.SetItemsProcessed(state.iterations() * kActions);
}
BENCHMARK(timers_baseline)->Name("sim/timers:baseline");

Task<int> answer(int value) {
  co_return value;
}

Task<void> ask_many(std::int64_t& sum) {
  for (int question = 0; question < kActions; ++question) {
    auto answering = answer(question);
    sum += co_await std::move(answering);
  }
}

void awaits(benchmark::State& state) {
  std::int64_t sum = 0;
  for (auto _ : state) {
    Scheduler scheduler(Time{});
    scheduler.spawn(ask_many(sum), "ask");
    scheduler.run_due();
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations() * kActions);
}
BENCHMARK(awaits)->Name("sim/awaits");

// The same calls through std::function, as callbacks would make them.
void awaits_baseline(benchmark::State& state) {
  std::int64_t sum = 0;
  for (auto _ : state) {
    for (int question = 0; question < kActions; ++question) {
      std::function<void(int)> done = [&sum](int value) { sum += value; };
      benchmark::DoNotOptimize(done);
      done(question);
    }
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations() * kActions);
}
BENCHMARK(awaits_baseline)->Name("sim/awaits:baseline");

void draws(benchmark::State& state) {
  Random random(1);
  for (auto _ : state) benchmark::DoNotOptimize(random.next());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(draws)->Name("sim/draws");

void draws_baseline(benchmark::State& state) {
  std::mt19937_64 generator(1);
  for (auto _ : state) benchmark::DoNotOptimize(generator());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(draws_baseline)->Name("sim/draws:baseline");

}  // namespace
