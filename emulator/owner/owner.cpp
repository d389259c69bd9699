#include "emulator/owner/owner.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include "emulator/assert.hpp"

namespace droppoint::owner {
namespace {

using std::chrono::nanoseconds;

// Nobody waits longer; keeps deadlines within what can be counted.
constexpr nanoseconds kWaitMax = std::chrono::hours(24 * 365);

http::Response journal_failed(const Error& error) {
  return {.status = 503,
          .headers = {{"content-type", "text/plain; charset=utf-8"}},
          .body = http::make_body("droppoint: " + error.message + "; " + error.hint + "\n")};
}

bool is_control(const net::Arrival& arrival) {
  return arrival.request.target.starts_with("/_droppoint/");
}

}  // namespace

Owner::Owner(Options options)
    : options_(std::move(options)),
      inbox_(options_.limits),
      pacer_(options_.pace, options_.wall_clock.steady(), options_.scheduler().now()) {
  options_.journal.on_failure([this](const Error& error) {
    {
      const std::lock_guard lock(failure_mutex_);
      failure_ = error;
    }
    if (options_.log) options_.log(error.message + ": " + error.hint);
    inbox_.poke();
  });
  options_.journal.on_committed([exit = options_.exit](wire::Position upto) { exit->committed(upto); });
}

void Owner::start() {
  const std::lock_guard lock(thread_mutex_);
  thread_ = std::thread([this] { work(); });
}

void Owner::stop() {
  const std::lock_guard lock(thread_mutex_);
  inbox_.close();
  if (thread_.joinable()) thread_.join();
  finish();
}

void Owner::work() {
  thread_id_ = std::this_thread::get_id();
  while (!inbox_.closed()) {
    if (!turn()) inbox_.wait(options_.wall_clock, wake_at());
  }
  finish();
  thread_id_ = std::thread::id();
}

void Owner::finish() {
  if (std::exchange(finished_, true)) return;
  do {
    turn();
  } while (!inbox_.empty());
  end_waiters([](const Waiter&, bool) { return true; });
  // Who waited has an answer now; the others get none.
  release();
  outbox_->reset_all();
  options_.door().note_time();
  release();
  options_.journal.wait_committed();
  notice_failure();
  options_.journal.on_committed({});
  options_.journal.on_failure({});
}

bool Owner::offer(net::Arrival&& arrival) {
  return inbox_.offer(std::move(arrival), options_.wall_clock.date());
}

void Owner::run_and_wait(std::function<void()> job) {
  if (thread_id_.load() == std::this_thread::get_id()) {
    job();
    return;
  }
  std::unique_lock lock(thread_mutex_);
  if (!thread_.joinable()) {
    lock.unlock();
    job();
    return;
  }
  auto task = std::make_shared<std::packaged_task<void()>>(std::move(job));
  std::future<void> done = task->get_future();
  // The inbox is closed with the mutex held, and joined before it is released.
  const bool posted = inbox_.post([task] { (*task)(); });
  DROPPOINT_ASSERT(posted, "a thread that runs takes jobs");
  lock.unlock();
  done.get();
}

std::optional<Error> Owner::failure() const {
  const std::lock_guard lock(failure_mutex_);
  return failure_;
}

void Owner::wait_until(std::function<bool()> satisfied, nanoseconds timeout, std::function<void(bool)> done) {
  const nanoseconds bounded = std::clamp(timeout, nanoseconds::zero(), kWaitMax);
  waiters_.push_back({std::move(satisfied), options_.wall_clock.steady() + bounded, std::move(done)});
}

void Owner::set_pace(Pace pace) {
  pacer_.set(pace, options_.wall_clock.steady(), options_.scheduler().now());
}

bool Owner::turn() {
  notice_failure();
  follow_real_time();
  for (Inbox::Item& item : inbox_.take()) handle(item);
  ask_waiters();
  const bool moved = skip_ahead();
  if (moved) ask_waiters();
  release();
  return moved;
}

// Runs what is due up to then. If that recorded anything the time is noted: a replay has to go as far.
void Owner::move_to(sim::Time target) {
  const wire::Position before = options_.journal.position();
  sim::Scheduler& scheduler = options_.scheduler();
  scheduler.advance_to(std::max(target, scheduler.now()));
  if (options_.journal.position() != before) options_.door().note_time();
}

void Owner::follow_real_time() {
  move_to(pacer_.target(options_.wall_clock.steady(), options_.scheduler().now()));
}

void Owner::handle(Inbox::Item& item) {
  if (!item.arrival) {
    item.job();
    options_.scheduler().run_due();
    return;
  }
  const net::Ticket ticket = item.arrival->ticket;
  outbox_->expect(ticket);
  if (refuses(*item.arrival)) {
    const bool in_form = options_.refuse_control && is_control(*item.arrival);
    outbox_->put({.ticket = ticket,
                  .response = in_form ? options_.refuse_control(*failure()) : journal_failed(*failure())});
  } else if (!ArrivalConnection::admits(*item.arrival)) {
    outbox_->put({.ticket = ticket});
  } else {
    std::shared_ptr<ArrivalConnection> connection;
    if (item.arrival->connection) connection = std::make_shared<ArrivalConnection>(outbox_, *item.arrival);
    options_.handle(std::move(*item.arrival), item.arrived, Reply(outbox_, ticket, std::move(connection)));
    options_.scheduler().run_due();
  }
  if (inbox_.handled(item)) options_.exit->read_again();
}

// What cannot be recorded is not done; looking is still allowed, so that one can find out why.
bool Owner::refuses(const net::Arrival& arrival) const {
  if (!noticed_failure_) return false;
  const bool looks = arrival.request.method == "GET" && is_control(arrival);
  return !looks;
}

bool Owner::skip_ahead() {
  if (pace().mode != Pace::Mode::skip) return false;
  if (outbox_->unanswered() == 0 && waiters_.empty()) return false;
  sim::Scheduler& scheduler = options_.scheduler();
  if (scheduler.held() || !inbox_.empty()) return false;
  const std::optional<sim::Time> due = scheduler.next_due(sim::Weight::work);
  if (!due) return false;
  move_to(*due);
  return true;
}

void Owner::ask_waiters() {
  const nanoseconds now = options_.wall_clock.steady();
  end_waiters([now](const Waiter& waiter, bool satisfied) { return satisfied || waiter.deadline <= now; });
}

// Ends those waits of which `ends` says so, until it says so of none: what one sets off may satisfy another.
void Owner::end_waiters(const std::function<bool(const Waiter&, bool satisfied)>& ends) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t index = 0; index < waiters_.size();) {
      const bool satisfied = waiters_[index].satisfied();
      if (!ends(waiters_[index], satisfied)) {
        ++index;
        continue;
      }
      const auto done = std::move(waiters_[index].done);
      waiters_.erase(waiters_.begin() + static_cast<std::ptrdiff_t>(index));
      done(satisfied);
      options_.scheduler().run_due();
      again = true;
    }
  }
}

void Owner::release() {
  notice_failure();
  const wire::Position position = noticed_failure_ ? 0 : options_.journal.position();
  auto departures = outbox_->take(position);
  // Before the batch is handed over: else its commit might be announced while nothing waits for it yet.
  if (!departures.empty()) options_.exit->leave(std::move(departures));
  options_.journal.flush();
}

void Owner::notice_failure() {
  if (noticed_failure_ || !failure()) return;
  noticed_failure_ = true;
  outbox_->reset_all();
  options_.exit->discard();
}

std::optional<nanoseconds> Owner::wake_at() const {
  std::optional<nanoseconds> wake;
  sim::Scheduler& scheduler = options_.scheduler();
  // While time is held nothing comes due; what releases it comes through the inbox.
  const auto due = scheduler.held() ? std::nullopt : scheduler.next_due(sim::Weight::background);
  if (due) wake = pacer_.when(*due);
  for (const Waiter& waiter : waiters_) {
    if (!wake || waiter.deadline < *wake) wake = waiter.deadline;
  }
  return wake;
}

}  // namespace droppoint::owner
