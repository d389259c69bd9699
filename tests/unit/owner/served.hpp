#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "emulator/journal/memory_journal.hpp"
#include "emulator/owner/owner.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "tests/unit/owner/fake_wall_clock.hpp"

namespace droppoint::test {

inline constexpr owner::Pace kManual{.mode = owner::Pace::Mode::manual};
inline const sim::Time kServedStart = *sim::parse_iso8601("2026-01-01T00:00:00Z");

// Keeps what it is told, in order, and lets answers leave as the listener would.
class RecordingExit final : public net::Exit {
 public:
  void leave(std::vector<net::Departure> departures) override {
    const std::lock_guard lock(mutex_);
    for (net::Departure& departure : departures) {
      log_.push_back("leave " + std::to_string(departure.ticket));
      left_.push_back(std::move(departure));
    }
    changed_.notify_all();
  }
  void committed(net::Position upto) override {
    const std::lock_guard lock(mutex_);
    if (upto > committed_) log_.push_back("committed " + std::to_string(upto));
    committed_ = std::max(committed_, upto);
    changed_.notify_all();
  }
  void read_again() override { note("read again"); }
  void discard() override { note("discard"); }

  std::vector<std::string> log() const {
    const std::lock_guard lock(mutex_);
    return log_;
  }
  std::vector<net::Departure> left() const {
    const std::lock_guard lock(mutex_);
    return left_;
  }
  net::Position committed() const {
    const std::lock_guard lock(mutex_);
    return committed_;
  }
  // Waits until that many left and are committed.
  void await(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return left_.size() >= count && left_.back().position <= committed_; });
  }

 private:
  void note(std::string line) {
    const std::lock_guard lock(mutex_);
    log_.push_back(std::move(line));
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> log_;
  std::vector<net::Departure> left_;
  net::Position committed_ = 0;
};

// Answers with the time and how many were asked; "/slow" after ninety seconds on the cloud's clock.
class SlowService final : public wire::Service {
 public:
  explicit SlowService(sim::Scheduler& scheduler) : scheduler_(scheduler) {}
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    if (hop.request.target == "/slow") {
      auto sleeping = scheduler_.sleep_for(std::chrono::seconds(90), sim::Weight::work);
      co_await sleeping;
    }
    std::string text = std::to_string(++asked_) + ' ' + sim::to_iso8601(scheduler_.now());
    http::Response response{.status = 200, .body = http::make_body(std::move(text))};
    co_return response;
  }

 private:
  sim::Scheduler& scheduler_;
  int asked_ = 0;
};

// A cloud of one party, served by an owner.
struct Served {
  explicit Served(owner::Pace pace = {}, owner::InboxLimits limits = {}, journal::Journal* other = nullptr)
      : journal(other != nullptr ? *other : memory) {
    journal.start({.seed = 1, .started_at = kServedStart});
    wire.attach(wire::Party::notification_hubs, service);
    owner.emplace(owner::Owner::Options{
        .scheduler = [this]() -> sim::Scheduler& { return *current; },
        .door = [this]() -> owner::Door& { return door; },
        .handle = [this](net::Arrival&& arrival, sim::Time arrived,
                         owner::Reply reply) { handle(std::move(arrival), arrived, std::move(reply)); },
        .journal = journal,
        .wall_clock = clock,
        .exit = exit,
        .pace = pace,
        .limits = limits});
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    owner->stop();
    scheduler.destroy_tasks();
  }

  static net::Arrival arrival(net::Ticket ticket, std::string target = "/", std::string body = {}) {
    return {.ticket = ticket,
            .request = {.method = "GET",
                        .target = std::move(target),
                        .authority = "x",
                        .body = http::make_body(std::move(body))}};
  }
  bool offer(net::Ticket ticket, std::string target = "/") {
    return owner->offer(arrival(ticket, std::move(target)));
  }
  void handle(net::Arrival&& arrival, sim::Time arrived, owner::Reply reply) {
    if (on_handle) on_handle(arrival);
    if (arrival.request.target == "/_droppoint/v1/kept") {
      kept.emplace(arrival.ticket, std::move(reply));
      return;
    }
    owner::Request request{.to = wire::Party::notification_hubs,
                           .request = std::move(arrival.request),
                           .origin = {.outside = true, .sender_time = arrived},
                           .connection = reply.connection()};
    scheduler.spawn(let_in(&door, std::move(request), std::make_shared<owner::Reply>(std::move(reply))),
                    "arrival");
  }
  static sim::Task<void> let_in(owner::Door* door, owner::Request request,
                                std::shared_ptr<owner::Reply> reply) {
    auto admitting = door->admit(std::move(request));
    wire::Answer answer = co_await std::move(admitting);
    if (answer) {
      (*reply)(std::move(*answer));
    } else {
      (*reply)(std::nullopt);
    }
  }

  journal::MemoryJournal memory;
  journal::Journal& journal;
  sim::Scheduler scheduler{kServedStart};
  // Another one after a reset.
  sim::Scheduler* current = &scheduler;
  wire::Wire wire{scheduler, sim::Random(1), journal};
  SlowService service{scheduler};
  owner::Door door{wire};
  FakeWallClock clock{kServedStart + std::chrono::hours(1)};
  std::shared_ptr<RecordingExit> exit = std::make_shared<RecordingExit>();
  std::function<void(const net::Arrival&)> on_handle;
  // Replies to "/_droppoint/v1/kept", by ticket.
  std::map<net::Ticket, owner::Reply> kept;
  std::optional<owner::Owner> owner;
};

}  // namespace droppoint::test
