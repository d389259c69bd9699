#include "emulator/wire/wire.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string>

#include "emulator/assert.hpp"

namespace droppoint::wire {

// Who waits for the answer of one exchange: whichever comes first, the service or the time-out, settles it.
struct Wire::Waiting {
  explicit Waiting(sim::Scheduler& owner) : scheduler(owner) {}

  sim::Scheduler& scheduler;
  std::optional<Answer> answer;
  std::coroutine_handle<> waiter;
  sim::Timer timeout;

  void settle(Answer result) {
    if (answer) return;
    answer = std::move(result);
    timeout.cancel();
    if (waiter) scheduler.post(std::exchange(waiter, {}));
  }

  struct Awaiter {
    Waiting* waiting;
    bool await_ready() const noexcept { return waiting->answer.has_value(); }
    void await_suspend(std::coroutine_handle<> handle) const noexcept { waiting->waiter = handle; }
    void await_resume() const noexcept {}
  };
  Awaiter settled() { return {this}; }
};

Wire::Wire(sim::Scheduler& scheduler, const sim::Random& random, Recorder& recorder)
    : scheduler_(scheduler),
      recorder_(recorder),
      faults_(random.stream("faults")),
      ledger_(scheduler, recorder) {
  faults_.on_removed([this](FaultId fault) { lift(fault); });
}

void Wire::attach(Party party, Service& service) {
  services_[static_cast<std::size_t>(party)] = &service;
}

std::shared_ptr<Hop> Wire::open(Exchange& exchange) {
  Hop hop{.sequence = ++last_sequence_,
          .trace = exchange.trace,
          .notification = exchange.notification,
          .from = exchange.from,
          .to = exchange.to,
          .sent_at = scheduler_.now(),
          .origin = exchange.origin.value_or(Origin{.sender_time = scheduler_.now()}),
          .request = std::move(exchange.request)};
  return recorder_.open(std::move(hop));
}

void Wire::close(const std::shared_ptr<Hop>& hop, Answer answer) {
  hop->answered_at = scheduler_.now();
  hop->answer = std::move(answer);
  recorder_.close(hop);
}

// A static function with everything by value: it may outlive the exchange that began it.
sim::Task<void> Wire::serve(Wire* wire, Service* service, std::shared_ptr<Hop> hop,
                            std::shared_ptr<Waiting> waiting, sim::Duration delay) {
  if (delay > sim::Duration::zero()) {
    auto sleeping = wire->scheduler_.sleep_for(delay, sim::Weight::work);
    co_await sleeping;
  }
  std::optional<Answer> answer;
  try {
    auto handling = service->handle(*hop);
    answer = co_await std::move(handling);
  } catch (const std::exception& failure) {
    answer = wire->internal_error(*hop, failure.what());
  }
  waiting->settle(std::move(*answer));
}

Answer Wire::internal_error(const Hop& hop, std::string_view what) {
  const std::string trace = to_text(hop.trace);
  std::string line = std::string(to_text(hop.to)) + " failed to answer " + hop.request.method + ' ' +
                     hop.request.target + " (" + trace + "): " + std::string(what);
  if (on_internal_error_) on_internal_error_(line);
  ledger_.event(hop.trace, hop.to, "internal-error", std::move(line));
  http::Response response{.status = 500,
                          .headers = {{"content-type", "text/plain; charset=utf-8"}},
                          .body = http::make_body("droppoint: internal error in trace " + trace + "\n")};
  return response;
}

void Wire::begin(const std::shared_ptr<Hop>& hop, const std::shared_ptr<Waiting>& waiting,
                 sim::Duration delay) {
  Service* service = services_[static_cast<std::size_t>(hop->to)];
  if (service == nullptr) return waiting->settle(tl::unexpected<Break>(Break::refused));
  scheduler_.spawn(serve(this, service, hop, waiting, delay), hop->request.target);
}

bool Wire::strike(const Faults::Strike& strike, const std::shared_ptr<Hop>& hop,
                  const std::shared_ptr<Waiting>& waiting, const std::shared_ptr<Connection>& connection,
                  sim::Duration& delay) {
  hop->fault = strike.fault;
  ledger_.event(hop->trace, hop->to, "fault-struck", to_text(strike.fault) + ' ' + name_of(strike.effect));
  if (const auto* respond = std::get_if<Respond>(&strike.effect)) {
    http::Response response{.status = respond->status, .headers = respond->headers, .body = respond->body};
    waiting->settle(std::move(response));
    return false;
  }
  if (std::holds_alternative<Reset>(strike.effect)) {
    waiting->settle(tl::unexpected<Break>(Break::reset));
    return false;
  }
  if (const auto* slow = std::get_if<Delay>(&strike.effect)) {
    delay = slow->by;
    return true;
  }
  if (const auto* http2 = std::get_if<Http2Effect>(&strike.effect)) {
    return strike_connection(*http2, Held{strike.fault, hop, waiting}, connection);
  }
  return false;
}

bool Wire::strike_connection(const Http2Effect& effect, const Held& struck,
                             const std::shared_ptr<Connection>& connection) {
  std::shared_ptr<void> lasting = connection ? connection->strike(effect) : nullptr;
  const auto is_kept = [&](const Lasting& each) {
    return each.fault == struck.fault && each.effect == lasting;
  };
  // Many requests of one connection may be struck by the same fault.
  if (lasting && std::none_of(lasting_.begin(), lasting_.end(), is_kept)) {
    lasting_.push_back({struck.fault, std::move(lasting)});
  }
  switch (outcome_of(effect, struck.hop->origin.protocol)) {
    case Http2Outcome::answered:
      return true;
    case Http2Outcome::reset:
      struck.waiting->settle(tl::unexpected<Break>(Break::reset));
      return false;
    case Http2Outcome::held:
      held_.push_back(struck);
      return false;
  }
  return true;
}

// Connections go on first, so that the answers of those who waited can be sent.
void Wire::lift(FaultId fault) {
  std::erase_if(lasting_, [fault](const Lasting& each) { return each.fault == fault; });
  const auto rest = std::stable_partition(held_.begin(), held_.end(),
                                          [fault](const Held& each) { return each.fault != fault; });
  const std::vector<Held> freed(std::make_move_iterator(rest), std::make_move_iterator(held_.end()));
  held_.erase(rest, held_.end());
  for (const Held& each : freed) {
    ledger_.event(each.hop->trace, each.hop->to, "fault-lifted", to_text(fault));
    begin(each.hop, each.waiting, sim::Duration::zero());
  }
}

sim::Task<Answer> Wire::exchange(Exchange exchange) {
  const sim::Duration timeout = exchange.timeout;
  const std::shared_ptr<Hop> hop = open(exchange);
  const std::shared_ptr<Waiting> waiting = std::make_shared<Waiting>(scheduler_);
  // A time-out of an hour is still work: somebody waits for it. An outside caller has its own patience, and
  // time need not run to the end of ours.
  const sim::Weight weight = hop->origin.outside ? sim::Weight::background : sim::Weight::work;
  waiting->timeout =
      scheduler_.at(sim::saturated_sum(scheduler_.now(), timeout), weight,
                    [raw = waiting.get()] { raw->settle(tl::unexpected<Break>(Break::timed_out)); });

  sim::Duration delay{};
  const auto struck = faults_.strike(*hop, scheduler_.now());
  ledger_.note_stand_in(hop->notification, hop->to,
                        struck && std::holds_alternative<Respond>(struck->effect));
  if (!struck || strike(*struck, hop, waiting, exchange.connection, delay)) begin(hop, waiting, delay);
  auto settling = waiting->settled();
  co_await settling;
  std::erase_if(held_, [&hop](const Held& each) { return each.hop == hop; });
  close(hop, *waiting->answer);
  co_return std::move(*waiting->answer);
}

sim::Task<void> Wire::ask_service(Service* service, const Hop* hop,
                                  std::shared_ptr<std::optional<Answer>> answer) {
  auto handling = service->handle(*hop);
  *answer = co_await std::move(handling);
}

Answer Wire::ask(Party to, http::Request request) {
  Service* service = services_[static_cast<std::size_t>(to)];
  if (service == nullptr) return tl::unexpected<Break>(Break::refused);
  const Hop hop{.to = to,
                .sent_at = scheduler_.now(),
                .origin = {.sender_time = scheduler_.now()},
                .request = std::move(request)};
  const auto answer = std::make_shared<std::optional<Answer>>();
  scheduler_.spawn(ask_service(service, &hop, answer), "control read");
  scheduler_.run_due();
  DROPPOINT_ASSERT(answer->has_value(), "a control read waits for nobody");
  return std::move(**answer);
}

}  // namespace droppoint::wire
