#pragma once

#include <memory>
#include <string>

#include "emulator/journal/journal.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "tests/support/test_world.hpp"

namespace droppoint::test {

inline journal::Run story_run(std::uint64_t seed = 7) {
  return {.seed = seed, .started_at = kStart, .configuration = R"({"a":1})", .version = "0.1.0"};
}

inline wire::Stimulus numbered(std::uint64_t order) {
  return {.order = order, .kind = wire::StimulusKind::control, .at = kStart, .hop = order};
}

// A run with everything that a journal can hold, written by the wire itself: answers, breaks, faults, bodies
// and headers that are no text, verdicts that change, and a hop that stays open. `pause` is called where an
// owner's turn might end.
class Story {
 public:
  explicit Story(journal::Journal& journal) : journal_(journal), wire_(scheduler_, random_, journal) {
    wire_.attach(wire::Party::notification_hubs, hub_);
    hub_.then(201, "created");
    hub_.then(http::Response{.status = 400,
                             .headers = {{"X-Name", "caf\xe9"}, {"x-name", "caf\xc3\xa9"}},
                             .body = http::make_body(std::string("\x00\xff\x80", 3))});
    hub_.then(tl::unexpected<wire::Break>(wire::Break::reset));
    hub_.then(204);
  }
  Story(const Story&) = delete;
  Story& operator=(const Story&) = delete;
  ~Story() { scheduler_.destroy_tasks(); }

  template <class Pause>
  void tell(Pause pause) {
    using namespace std::chrono_literals;
    const auto first = stimulus(wire::StimulusKind::request);
    const auto pushed = wire_.ledger().open({.trace = first, .kind = "direct", .channel = "push"});
    ask(first, pushed, std::string("\xffno text\0", 9), {{"Authorization", "x"}, {"b", "\xfe"}});
    pause();
    wire_.ledger().set_device(pushed, "alice-iphone", "alice");
    wire_.ledger().settle(pushed, {.state = wire::VerdictState::dropped,
                                   .drop_point = 2,
                                   .cause = "unregistered",
                                   .underlying_cause = "bad-device-token",
                                   .detail = "410",
                                   .remedy = "register",
                                   .document = "https://example.com"});
    wire_.ledger().warn(first, "policy-wider-than-send");
    pause();
    const auto second = stimulus(wire::StimulusKind::control);
    wire_.ledger().open({.trace = second, .kind = "incoming-call", .channel = "realtime"});
    ask(second, {}, "text with \"quotes\" and caf\xc3\xa9");
    ask(second, {}, {});
    wire_.faults().add({.match = {.path = "/struck"}, .effect = wire::Reset{}}, scheduler_.now());
    ask(second, {}, "struck", {}, "/struck");
    scheduler_.advance_to(kStart + 90'000'000'001ns);
    pause();
    journal_.stimulus({.order = ++order_,
                       .kind = wire::StimulusKind::advance,
                       .at = kStart,
                       .advance_to = scheduler_.now()});
    wire_.faults().add({.match = {.path = "/slow"}, .effect = wire::Delay{5s}}, scheduler_.now());
    ask(second, {}, "slow", {}, "/slow");
    pause();
    scheduler_.advance_to(scheduler_.now() + 5s);
    wire_.faults().add({.match = {.path = "/lost"}, .effect = wire::Drop{}}, scheduler_.now());
    ask(wire_.ledger().open_trace("00-aa-bb-01"), {}, "lost", {}, "/lost");
    pause();
  }

 private:
  wire::TraceId stimulus(wire::StimulusKind kind) {
    journal_.stimulus(
        {.order = ++order_, .kind = kind, .at = scheduler_.now(), .hop = wire_.next_sequence()});
    return wire_.ledger().open_trace();
  }

  static sim::Task<void> exchange(wire::Wire* wire, wire::Exchange exchange) {
    auto answering = wire->exchange(std::move(exchange));
    co_await std::move(answering);
  }
  void ask(wire::TraceId trace, wire::NotificationId notification, std::string body,
           http::Headers headers = {}, std::string target = "/hub") {
    wire::Exchange one{.from = wire::Party::communication_services,
                       .to = wire::Party::notification_hubs,
                       .trace = trace,
                       .notification = notification,
                       .request = {.method = "POST",
                                   .target = std::move(target),
                                   .authority = "ns.servicebus.windows.net",
                                   .headers = std::move(headers),
                                   .body = http::make_body(std::move(body))},
                       .origin = wire::Origin{.outside = true,
                                              .sender_time = kStart,
                                              .protocol = wire::Protocol::http2_tls,
                                              .client_certificate = "PEM",
                                              .connection = 5}};
    scheduler_.spawn(exchange(&wire_, std::move(one)), "ask");
    scheduler_.run_due();
  }

  journal::Journal& journal_;
  sim::Scheduler scheduler_{kStart};
  sim::Random random_{7};
  ScriptedService hub_;
  wire::Wire wire_;
  std::uint64_t order_ = 0;
};

}  // namespace droppoint::test
