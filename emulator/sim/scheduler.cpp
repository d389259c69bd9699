#include "emulator/sim/scheduler.hpp"

#include <exception>
#include <iterator>

#include "emulator/assert.hpp"

namespace droppoint::sim {

// The outermost frame of a spawned task. It destroys itself when it ends.
struct Scheduler::Detached {
  struct promise_type {
    Detached get_return_object() noexcept {
      return Detached{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
  std::coroutine_handle<promise_type> frame;
};

Timer& Timer::operator=(Timer&& other) noexcept {
  if (this != &other) {
    cancel();
    scheduler_ = std::exchange(other.scheduler_, nullptr);
    key_ = other.key_;
  }
  return *this;
}

void Timer::cancel() {
  if (scheduler_ == nullptr) return;
  Scheduler& scheduler = *std::exchange(scheduler_, nullptr);
  scheduler.work_.erase(key_);
  // Taken out before it is destroyed: the action may own timers itself.
  const auto cancelled = scheduler.pending_.extract(key_);
}

Hold& Hold::operator=(Hold&& other) noexcept {
  if (this != &other) {
    release();
    scheduler_ = std::exchange(other.scheduler_, nullptr);
    entry_ = other.entry_;
  }
  return *this;
}

void Hold::release() {
  if (scheduler_ == nullptr) return;
  scheduler_->holds_.erase(entry_);
  scheduler_ = nullptr;
}

Scheduler::~Scheduler() {
  destroy_tasks();
  // One by one, while all members are whole: an action may own timers and holds.
  while (!pending_.empty()) {
    const auto first = pending_.extract(pending_.begin());
    work_.erase(first.key());
  }
}

void Scheduler::destroy_tasks() {
  while (!roots_.empty()) {
    const auto newest = std::prev(roots_.end());
    const std::coroutine_handle<> frame = newest->second.frame;
    roots_.erase(newest);
    frame.destroy();
  }
  while (!posted_.empty()) {
    const Posted dropped = std::move(posted_.front());
    posted_.pop_front();
  }
}

Timer Scheduler::at(Time due, Weight weight, std::function<void()> action) {
  const Timer::Key key{due < now_ ? now_ : due, ++sequence_};
  pending_.emplace(key, Pending{weight, std::move(action)});
  if (weight == Weight::work) work_.insert(key);
  return Timer(this, key);
}

void Scheduler::Sleep::await_suspend(std::coroutine_handle<> waiter) {
  timer = scheduler->at(due, weight, [waiter] { waiter.resume(); });
}

void Scheduler::Idle::await_suspend(std::coroutine_handle<> waiter) {
  ticket = ++scheduler->sequence_;
  scheduler->idle_.emplace(ticket, waiter);
}

Scheduler::Idle::~Idle() {
  if (ticket != 0) scheduler->idle_.erase(ticket);
}

void Scheduler::post(std::coroutine_handle<> ready) {
  post_action([ready] { ready.resume(); });
}

void Scheduler::post_action(std::function<void()> action) {
  posted_.push_back({++sequence_, std::move(action)});
}

Scheduler::Detached Scheduler::drive(Scheduler& scheduler, Task<void> task, std::uint64_t id) {
  co_await std::move(task);
  scheduler.roots_.erase(id);
}

void Scheduler::spawn(Task<void> root, std::string_view name) {
  const std::uint64_t id = ++sequence_;
  const Detached driver = drive(*this, std::move(root), id);
  roots_.emplace(id, Root{std::string(name), driver.frame});
  post(driver.frame);
}

void Scheduler::fire_first() {
  // Taken out before it runs: the action may set and cancel timers.
  auto first = pending_.extract(pending_.begin());
  work_.erase(first.key());
  ++fired_;
  first.mapped().action();
}

bool Scheduler::run_one_at_this_instant() {
  const bool timer_due = !pending_.empty() && pending_.begin()->first.first <= now_;
  if (timer_due && (posted_.empty() || pending_.begin()->first.second < posted_.front().sequence)) {
    fire_first();
    return true;
  }
  if (!posted_.empty()) {
    const Posted posted = std::move(posted_.front());
    posted_.pop_front();
    posted.action();
    return true;
  }
  if (!idle_.empty()) {
    const std::coroutine_handle<> waiter = idle_.begin()->second;
    idle_.erase(idle_.begin());
    waiter.resume();
    return true;
  }
  return false;
}

void Scheduler::run_due() {
  while (run_one_at_this_instant()) {
  }
}

bool Scheduler::step(Time limit) {
  run_due();
  if (held() || pending_.empty()) return false;
  const Time next = pending_.begin()->first.first;
  if (next > limit) return false;
  now_ = next;
  run_due();
  return true;
}

std::uint64_t Scheduler::advance_to(Time limit) {
  const std::uint64_t fired_before = fired_;
  while (step(limit)) {
  }
  if (!held() && now_ < limit) now_ = limit;
  return fired_ - fired_before;
}

std::optional<Time> Scheduler::next_due(Weight weight) const {
  if (weight == Weight::work) {
    if (work_.empty()) return std::nullopt;
    return work_.begin()->first;
  }
  if (pending_.empty()) return std::nullopt;
  return pending_.begin()->first.first;
}

Hold Scheduler::hold(std::string_view why) {
  holds_.emplace_back(why);
  return Hold(this, std::prev(holds_.end()));
}

std::string Scheduler::dump() const {
  std::string text = "now " + to_iso8601(now_) + '\n';
  for (const auto& why : holds_) text += "held: " + why + '\n';
  for (const auto& [key, pending] : pending_) {
    text += "due " + to_iso8601(key.first) + (pending.weight == Weight::work ? " work\n" : " background\n");
  }
  for (const auto& [id, root] : roots_) text += "task " + root.name + '\n';
  return text;
}

}  // namespace droppoint::sim
