#include "emulator/wire/wire.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

#include "tests/support/test_world.hpp"

using namespace std::chrono_literals;
using namespace droppoint;
using test::request;
using wire::Party;

namespace {

class SlowService final : public wire::Service {
 public:
  SlowService(sim::Scheduler& scheduler, sim::Duration pause) : scheduler_(scheduler), pause_(pause) {}
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    auto sleeping = scheduler_.sleep_for(pause_, sim::Weight::work);
    co_await sleeping;
    finished.push_back(hop.request.target);
    http::Response response{.status = 200};
    co_return response;
  }
  std::vector<std::string> finished;

 private:
  sim::Scheduler& scheduler_;
  sim::Duration pause_;
};

class ThrowingService final : public wire::Service {
 public:
  sim::Task<wire::Answer> handle(const wire::Hop&) override {
    throw std::runtime_error("planted");
    co_return http::Response{};
  }
};

struct World : test::TestWorld {
  // Sends with a time-out of its own; the answer appears in `answer`.
  void send_with_timeout(Party to, sim::Duration timeout, std::optional<wire::Answer>& answer) {
    wire::Exchange exchange{.from = Party::client,
                            .to = to,
                            .trace = wire.ledger().open_trace(),
                            .request = request("GET", "x", "/slow"),
                            .timeout = timeout};
    scheduler.spawn(run(&wire, std::move(exchange), &answer), "test");
    scheduler.run_due();
  }
  static sim::Task<void> run(wire::Wire* wire, wire::Exchange exchange, std::optional<wire::Answer>* answer) {
    auto answering = wire->exchange(std::move(exchange));
    *answer = co_await std::move(answering);
  }
};

wire::Fault fault_to(Party to, wire::FaultEffect effect) {
  wire::Fault fault;
  fault.match.to = to;
  fault.effect = std::move(effect);
  return fault;
}

}  // namespace

TEST_CASE("an exchange is recorded as a hop with both times and both messages") {
  World world;
  test::ScriptedService apns(http::Response{.status = 410, .body = http::make_body("gone")});
  world.wire.attach(Party::apns, apns);
  const auto answer =
      world.send(Party::apns, request("POST", "api.push.apple.com", "/3/device/aa", {{"X", "1"}}, "b"));
  REQUIRE(answer);
  CHECK((**answer).status == 410);
  const auto hops = world.journal.hops({});
  REQUIRE(hops.size() == 1);
  CHECK(hops[0]->sequence == 1);
  CHECK(hops[0]->from == Party::client);
  CHECK(hops[0]->to == Party::apns);
  CHECK(hops[0]->sent_at == test::kStart);
  CHECK(hops[0]->answered_at == test::kStart);
  CHECK(http::bytes_of(hops[0]->request.body) == "b");
  CHECK(http::bytes_of((**hops[0]->answer).body) == "gone");
}

TEST_CASE("a party that nobody plays refuses the connection") {
  World world;
  const auto answer = world.send(Party::fcm, request("POST", "x", "/"));
  REQUIRE(answer);
  CHECK(answer->error() == wire::Break::refused);
}

TEST_CASE("a sender gives up at its time-out, and the service runs to its end all the same") {
  World world;
  SlowService slow(world.scheduler, 10s);
  world.wire.attach(Party::apns, slow);
  std::optional<wire::Answer> answer;
  world.send_with_timeout(Party::apns, 4s, answer);
  world.advance(3999ms);
  CHECK_FALSE(answer);
  world.advance(1ms);
  REQUIRE(answer);
  CHECK(answer->error() == wire::Break::timed_out);
  CHECK(slow.finished.empty());
  world.advance(6s);
  CHECK(slow.finished.size() == 1);
  const auto hops = world.journal.hops({});
  REQUIRE(hops.size() == 1);
  CHECK(hops[0]->answered_at == test::kStart + 4s);
  CHECK(hops[0]->answer->error() == wire::Break::timed_out);
  world.scheduler.destroy_tasks();
}

TEST_CASE("an exception that leaves a service is answered 500 with the trace, recorded and told") {
  World world;
  ThrowingService broken;
  world.wire.attach(Party::entra, broken);
  std::string told;
  world.wire.on_internal_error([&told](std::string_view line) { told = line; });
  const auto answer = world.send(Party::entra, request("GET", "x", "/y"));
  REQUIRE(answer);
  CHECK((**answer).status == 500);
  CHECK(http::bytes_of((**answer).body) == "droppoint: internal error in trace t1\n");
  CHECK(told.find("planted") != std::string::npos);
  const auto view = world.journal.trace(world.last_trace);
  REQUIRE(view);
  REQUIRE(view->events.size() == 1);
  CHECK(view->events[0].kind == "internal-error");
}

TEST_CASE("a fault that responds keeps the service from being asked and is recorded with its effect") {
  World world;
  test::ScriptedService hub;
  world.wire.attach(Party::notification_hubs, hub);
  wire::Fault fault =
      fault_to(Party::notification_hubs, wire::Respond{.status = 503, .headers = {{"retry-after", "5"}}});
  fault.times = 1;
  const wire::FaultId id = world.wire.faults().add(std::move(fault), world.scheduler.now());
  const auto first = world.send(Party::notification_hubs, request("POST", "x", "/h/messages"));
  REQUIRE(first);
  CHECK((**first).status == 503);
  CHECK((**first).headers.get("Retry-After") == "5");
  CHECK(hub.seen.empty());
  const auto view = world.journal.trace(world.last_trace);
  CHECK(view->hops[0]->fault == id);
  CHECK(view->events[0].kind == "fault-struck");
  const auto second = world.send(Party::notification_hubs, request("POST", "x", "/h/messages"));
  CHECK((**second).status == 200);
}

TEST_CASE("a delay holds the request back on the cloud's clock, but not longer than the sender waits") {
  World world;
  test::ScriptedService apns;
  world.wire.attach(Party::apns, apns);
  world.wire.faults().add(fault_to(Party::apns, wire::Delay{5s}), world.scheduler.now());
  std::optional<wire::Answer> patient;
  world.send_with_timeout(Party::apns, 10s, patient);
  std::optional<wire::Answer> impatient;
  world.send_with_timeout(Party::apns, 2s, impatient);
  world.advance(2s);
  REQUIRE(impatient);
  CHECK(impatient->error() == wire::Break::timed_out);
  CHECK_FALSE(patient);
  world.advance(3s);
  REQUIRE(patient);
  CHECK(patient->has_value());
}

TEST_CASE("a dropped request times out, a reset one breaks at once; neither reaches the service") {
  World world;
  test::ScriptedService apns;
  world.wire.attach(Party::apns, apns);
  const wire::FaultId drop =
      world.wire.faults().add(fault_to(Party::apns, wire::Drop{}), world.scheduler.now());
  std::optional<wire::Answer> dropped;
  world.send_with_timeout(Party::apns, 7s, dropped);
  CHECK_FALSE(dropped);
  world.advance(7s);
  CHECK(dropped->error() == wire::Break::timed_out);
  world.wire.faults().remove(drop);
  world.wire.faults().add(fault_to(Party::apns, wire::Reset{}), world.scheduler.now());
  const auto reset = world.send(Party::apns, request("GET", "x", "/"));
  CHECK(reset->error() == wire::Break::reset);
  CHECK(apns.seen.empty());
}

TEST_CASE("a control read is not recorded") {
  World world;
  test::ScriptedService device(http::Response{.status = 200, .body = http::make_body("[]")});
  world.wire.attach(Party::device, device);
  const wire::Answer answer = world.wire.ask(Party::device, request("GET", "", "/_droppoint/v1/devices"));
  CHECK(answer->status == 200);
  CHECK(world.journal.hops({}).empty());
  CHECK(world.wire.next_sequence() == 1);
}
