#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/sim/task.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::sim {

// `skip` jumps to work; background timers (heartbeats, clean-up) never keep time running.
enum class Weight : std::uint8_t { work, background };

class Scheduler;

// A pending action. Destroying it cancels the action; a timer that fired or was moved from does nothing.
class Timer {
 public:
  Timer() = default;
  Timer(Timer&& other) noexcept
      : scheduler_(std::exchange(other.scheduler_, nullptr)), key_(std::move(other.key_)) {}
  Timer& operator=(Timer&& other) noexcept;
  ~Timer() { cancel(); }

  void cancel();
  // Leaves the action pending although this object goes away.
  void detach() { scheduler_ = nullptr; }

 private:
  friend class Scheduler;
  using Key = std::pair<Time, std::uint64_t>;
  Timer(Scheduler* scheduler, Key key) : scheduler_(scheduler), key_(key) {}

  Scheduler* scheduler_ = nullptr;
  Key key_{};
};

// Time stands still while one lives (`manual` and `skip`): a real outgoing call takes no virtual time.
class Hold {
 public:
  Hold() = default;
  Hold(Hold&& other) noexcept : scheduler_(std::exchange(other.scheduler_, nullptr)), entry_(other.entry_) {}
  Hold& operator=(Hold&& other) noexcept;
  ~Hold() { release(); }

  void release();

 private:
  friend class Scheduler;
  using Entry = std::list<std::string>::iterator;
  Hold(Scheduler* scheduler, Entry entry) : scheduler_(scheduler), entry_(entry) {}

  Scheduler* scheduler_ = nullptr;
  Entry entry_{};
};

// The clock of one cloud and everything that is due on it, in order of (time, sequence). Not thread safe: it
// belongs to whoever owns the cloud.
//
// At one instant timers and what was posted run in the order in which they were set and posted, and then what
// waits for the instant to be over (when_idle).
class Scheduler {
 public:
  explicit Scheduler(Time start) : now_(start) {}
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  // Destroys the tasks, then what is posted and pending.
  ~Scheduler();

  // Destroys suspended tasks, newest first, and drops what was posted, since it may resume one of them.
  // Called before what they refer to goes away.
  void destroy_tasks();

  Time now() const { return now_; }

  // Runs `action` once at `due` (at the next opportunity if that has passed).
  Timer at(Time due, Weight weight, std::function<void()> action);

  struct Sleep {
    Scheduler* scheduler;
    Time due;
    Weight weight;
    Timer timer = {};
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter);
    void await_resume() const noexcept {}
  };
  // `co_await scheduler.sleep_until(due, Weight::work)`.
  Sleep sleep_until(Time due, Weight weight) { return Sleep{this, due, weight}; }
  Sleep sleep_for(Duration duration, Weight weight) {
    return Sleep{this, saturated_sum(now_, duration), weight};
  }

  struct Idle {
    Scheduler* scheduler;
    std::uint64_t ticket = 0;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter);
    void await_resume() noexcept { ticket = 0; }
    ~Idle();
  };
  // Waits until nothing else is due at this instant: what an answer needs that reports "the verdict so far".
  Idle when_idle() { return Idle{this}; }

  // Resumes `ready` at this instant, after all that is already due.
  void post(std::coroutine_handle<> ready);
  void post_action(std::function<void()> action);

  // Runs `root` from the next opportunity on and owns its frame. The name shows in dump().
  void spawn(Task<void> root, std::string_view name);

  // Everything due at now(), until nothing is.
  void run_due();
  // Moves to the next due time that is <= limit and runs what is due there. False: there is none, or time is
  // held.
  bool step(Time limit);
  // Runs everything due up to and including `limit`, then stands there. Stops early while time is held; says
  // how many timers fired, those of the instants at both ends included.
  std::uint64_t advance_to(Time limit);

  // The earliest pending time of that weight or, for Weight::background, of any.
  std::optional<Time> next_due(Weight weight) const;

  Hold hold(std::string_view why);
  bool held() const { return !holds_.empty(); }

  // What is due and which tasks live, one line each: for people who wonder why a cloud does not move on.
  std::string dump() const;

 private:
  friend class Timer;
  friend class Hold;

  struct Pending {
    Weight weight;
    std::function<void()> action;
  };
  struct Posted {
    std::uint64_t sequence;
    std::function<void()> action;
  };
  struct Root {
    std::string name;
    std::coroutine_handle<> frame;
  };
  struct Detached;

  static Detached drive(Scheduler& scheduler, Task<void> task, std::uint64_t id);
  void fire_first();
  bool run_one_at_this_instant();

  Time now_;
  std::uint64_t sequence_ = 0;
  std::map<Timer::Key, Pending> pending_;
  std::set<Timer::Key> work_;  // the keys of Weight::work alone, so that next_due need not search
  std::uint64_t fired_ = 0;
  std::deque<Posted> posted_;
  std::map<std::uint64_t, std::coroutine_handle<>> idle_;
  std::map<std::uint64_t, Root> roots_;
  std::list<std::string> holds_;
};

}  // namespace droppoint::sim
