#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "emulator/journal/journal.hpp"
#include "emulator/net/entrance.hpp"
#include "emulator/net/wall_clock.hpp"
#include "emulator/owner/door.hpp"
#include "emulator/owner/inbox.hpp"
#include "emulator/owner/pace.hpp"
#include "emulator/owner/reply.hpp"

namespace droppoint::owner {

// The one thread of a served cloud. It knows no service: whoever serves the cloud says what to do with an
// arrival. One turn: move time as the pace says and run what is due; then for each arrival let it in and run
// until nothing is due; then hand the answers to the exit, and after that what was recorded to the journal's
// writer.
class Owner final : public net::Entrance {
 public:
  struct Options {
    // Asked anew each time: a reset makes the cloud's parts again. Called on the owner's thread.
    std::function<sim::Scheduler&()> scheduler;
    std::function<Door&()> door;
    // Lets an arrival in. `arrived` is the real date at which it came: what credentials from outside are
    // judged by.
    std::function<void(net::Arrival&& arrival, sim::Time arrived, Reply reply)> handle;
    // These three outlive the owner. The journal's callbacks are the owner's.
    journal::Journal& journal;
    net::WallClock& wall_clock;
    std::shared_ptr<net::Exit> exit;
    Pace pace = {};
    // Told one line when the journal fails; any thread. May be null.
    std::function<void(std::string_view)> log = {};
    // The answer to a control call that is not let in after the journal failed; plain text if null.
    std::function<http::Response(const Error&)> refuse_control = {};
    InboxLimits limits = {};
  };

  explicit Owner(Options options);
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  ~Owner() override { stop(); }

  // Begins the thread. Without it, whoever made the owner takes turns by hand.
  void start();
  // Lets nothing more in, finishes the inbox, ends the waits, resets who is still unanswered, notes the time,
  // commits, and ends the thread. Not on the owner's thread.
  void stop();

  // Any thread ----------------------------------------------------------------------------------------------
  bool offer(net::Arrival&& arrival) override;
  // Runs `job` on the owner's thread, in turn with the arrivals. False: it has stopped.
  bool post(std::function<void()> job) { return inbox_.post(std::move(job)); }
  // The same, and returns when it has run; what it throws is thrown here. At once on the owner's thread, and
  // where there is none (before start() and after stop()).
  void run_and_wait(std::function<void()> job);
  // Why the journal failed. From then on only reading control calls are let in.
  std::optional<Error> failure() const;

  // The owner's thread --------------------------------------------------------------------------------------
  // Calls `done` once: with true when `satisfied`, which is asked after each turn; with false when `timeout`
  // of real time has passed, or at stop().
  void wait_until(std::function<bool()> satisfied, std::chrono::nanoseconds timeout,
                  std::function<void(bool)> done);
  void set_pace(Pace pace);
  const Pace& pace() const { return pacer_.pace(); }
  // After the cloud was reset: its clock stands elsewhere.
  void rebase() { set_pace(pace()); }

  // One turn. True: time moved by itself and there may be more to do now.
  bool turn();
  // When the next turn is due by WallClock::steady(), if nothing comes. Nothing: it need not be taken.
  std::optional<std::chrono::nanoseconds> wake_at() const;

 private:
  struct Waiter {
    std::function<bool()> satisfied;
    std::chrono::nanoseconds deadline;
    std::function<void(bool)> done;
  };

  void work();
  void finish();
  void handle(Inbox::Item& item);
  bool refuses(const net::Arrival& arrival) const;
  void move_to(sim::Time target);
  void follow_real_time();
  bool skip_ahead();
  void ask_waiters();
  void end_waiters(const std::function<bool(const Waiter&, bool satisfied)>& ends);
  void release();
  void notice_failure();

  Options options_;
  Inbox inbox_;
  Pacer pacer_;
  std::shared_ptr<Outbox> outbox_ = std::make_shared<Outbox>();
  std::vector<Waiter> waiters_;
  // The exit was told, and answers do not wait for commits any more.
  bool noticed_failure_ = false;
  bool finished_ = false;

  mutable std::mutex failure_mutex_;
  std::optional<Error> failure_;

  // Held while the thread is begun or ended.
  std::mutex thread_mutex_;
  std::thread thread_;
  std::atomic<std::thread::id> thread_id_{};
};

}  // namespace droppoint::owner
