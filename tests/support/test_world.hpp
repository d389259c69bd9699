#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/journal/memory_journal.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/resources/directory.hpp"
#include "fakes/resources/metrics.hpp"
#include "fakes/resources/store.hpp"

// A wire, a clock and a journal in memory, without the fakes: a test attaches the one that it is about, and
// scripted services for the others.

namespace droppoint::fakes {}

namespace droppoint::test {

// Tests name a fake as the cloud does: apns::Apns.
using namespace droppoint::fakes;

inline const sim::Time kStart = *sim::parse_iso8601("2026-01-01T00:00:00Z");

// Answers with what a test put in, in order; the last answer is repeated. Keeps every request it saw.
class ScriptedService final : public wire::Service {
 public:
  explicit ScriptedService(wire::Answer always = http::Response{.status = 200}) : last_(std::move(always)) {}

  void then(wire::Answer answer) { answers_.push_back(std::move(answer)); }
  void then(int status, std::string body = {}) {
    answers_.emplace_back(http::Response{.status = status, .body = http::make_body(std::move(body))});
  }
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    seen.push_back(hop);
    if (!answers_.empty()) {
      last_ = std::move(answers_.front());
      answers_.pop_front();
    }
    co_return last_;
  }

  std::deque<wire::Hop> seen;

 private:
  std::deque<wire::Answer> answers_;
  wire::Answer last_;
};

struct TestWorld {
  TestWorld() = default;
  TestWorld(const TestWorld&) = delete;
  TestWorld& operator=(const TestWorld&) = delete;
  // Before the services that the tasks refer to: attach only what lives longer, or call
  // scheduler.destroy_tasks().
  ~TestWorld() { scheduler.destroy_tasks(); }

  sim::Scheduler scheduler{kStart};
  sim::Random random{7};
  journal::MemoryJournal journal;
  wire::Wire wire{scheduler, random, journal};
  resources::Store store;
  resources::Metrics metrics;
  resources::Directory directory;

  // Sends from outside and runs what is due; nothing if no answer came at this instant.
  std::optional<wire::Answer> send(wire::Party to, http::Request request,
                                   wire::Party from = wire::Party::client) {
    wire::Origin origin{.outside = true, .sender_time = scheduler.now(), .protocol = wire::Protocol::http1};
    return send(to, std::move(request), from, std::move(origin));
  }
  std::optional<wire::Answer> send(wire::Party to, http::Request request, wire::Party from,
                                   wire::Origin origin) {
    last_trace = wire.ledger().open_trace();
    const auto answer = std::make_shared<std::optional<wire::Answer>>();
    wire::Exchange exchange{.from = from,
                            .to = to,
                            .trace = last_trace,
                            .request = std::move(request),
                            .origin = std::move(origin)};
    scheduler.spawn(run(&wire, std::move(exchange), answer), "test request");
    scheduler.run_due();
    return *answer;
  }
  void advance(sim::Duration by) { scheduler.advance_to(scheduler.now() + by); }
  wire::Verdict verdict() const { return const_cast<wire::Wire&>(wire).ledger().verdict(last_trace); }

  wire::TraceId last_trace;

 private:
  static sim::Task<void> run(wire::Wire* wire, wire::Exchange exchange,
                             std::shared_ptr<std::optional<wire::Answer>> answer) {
    auto answering = wire->exchange(std::move(exchange));
    *answer = co_await std::move(answering);
  }
};

// "GET", "/path", {{"name", "value"}}, "body".
inline http::Request request(std::string method, std::string authority, std::string target,
                             http::Headers headers = {}, std::string body = {}) {
  return http::Request{std::move(method), std::move(target), std::move(authority), std::move(headers),
                       http::make_body(std::move(body))};
}

}  // namespace droppoint::test
