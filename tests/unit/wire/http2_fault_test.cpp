#include "emulator/wire/http2_fault.hpp"

#include <catch2/catch.hpp>

#include "tests/support/test_world.hpp"

using namespace std::chrono_literals;
using namespace droppoint;
using test::kStart;
using test::request;
using wire::Break;
using wire::GoAway;
using wire::Http2Outcome;
using wire::Party;
using wire::Protocol;

namespace {

// Notes what it is told, and when what lasts has ended.
class NotingConnection final : public wire::Connection {
 public:
  std::shared_ptr<void> strike(const wire::Http2Effect& effect) override {
    notes->emplace_back(wire::name_of(effect));
    if (!lasts) return nullptr;
    if (auto running = lasting_.lock()) return running;
    // The wire may outlive this connection.
    const std::shared_ptr<void> begun(notes.get(), [kept = notes](void*) { kept->emplace_back("ended"); });
    lasting_ = begun;
    return begun;
  }
  std::shared_ptr<std::vector<std::string>> notes = std::make_shared<std::vector<std::string>>();
  bool lasts = false;

 private:
  std::weak_ptr<void> lasting_;
};

struct ConnectionFaultWorld : test::TestWorld {
  ConnectionFaultWorld() { wire.attach(Party::apns, apns); }
  ~ConnectionFaultWorld() { scheduler.destroy_tasks(); }

  static sim::Task<void> run(wire::Wire* wire, wire::Exchange exchange,
                             std::shared_ptr<std::optional<wire::Answer>> answer) {
    auto answering = wire->exchange(std::move(exchange));
    *answer = co_await std::move(answering);
  }
  // Sends a push and runs what is due; the answer appears in what is returned.
  std::shared_ptr<std::optional<wire::Answer>> push(Protocol protocol, sim::Duration timeout = 10s,
                                                    std::string target = "/3/device/aa") {
    auto answer = std::make_shared<std::optional<wire::Answer>>();
    wire::Exchange exchange{.to = Party::apns,
                            .trace = wire.ledger().open_trace(),
                            .request = request("POST", "x", std::move(target)),
                            .timeout = timeout,
                            .origin = wire::Origin{.outside = true, .protocol = protocol},
                            .connection = protocol == Protocol::in_process ? nullptr : connection};
    last_trace = exchange.trace;
    scheduler.spawn(run(&wire, std::move(exchange), answer), "push");
    scheduler.run_due();
    return answer;
  }
  wire::FaultId add(wire::Http2Effect effect) {
    wire::Fault fault;
    fault.match.to = Party::apns;
    fault.effect = std::move(effect);
    return wire.faults().add(std::move(fault), scheduler.now());
  }
  std::vector<std::string> events() const {
    std::vector<std::string> all;
    const auto trace = journal.trace(last_trace);
    for (const auto& event : trace->events) all.push_back(event.kind + ' ' + event.detail);
    return all;
  }

  test::ScriptedService apns;
  std::shared_ptr<NotingConnection> connection = std::make_shared<NotingConnection>();
};

}  // namespace

TEST_CASE("what becomes of an exchange follows from the fault and the protocol alone") {
  const wire::Http2Effect previous = GoAway{};
  const wire::Http2Effect this_one = GoAway{.last = GoAway::Last::this_one};
  const wire::Http2Effect number = GoAway{.last = GoAway::Last::number, .stream = 99};
  for (const Protocol protocol :
       {Protocol::in_process, Protocol::http1, Protocol::http1_tls, Protocol::http2, Protocol::http2_tls}) {
    CAPTURE(wire::to_text(protocol));
    CHECK(outcome_of(previous, protocol) == Http2Outcome::reset);
    CHECK(outcome_of(this_one, protocol) == Http2Outcome::answered);
    CHECK(outcome_of(number, protocol) == Http2Outcome::reset);
    CHECK(outcome_of(wire::ResetStream{}, protocol) == Http2Outcome::reset);
    CHECK(outcome_of(wire::ChangeSettings{1}, protocol) == Http2Outcome::answered);
    CHECK(outcome_of(wire::CloseIdle{}, protocol) == Http2Outcome::answered);
    CHECK(outcome_of(wire::StallWindow{}, protocol) == Http2Outcome::held);
    CHECK((outcome_of(wire::IgnorePings{}, protocol) == Http2Outcome::held) ==
          (protocol == Protocol::in_process));
  }
}

TEST_CASE("error codes have the names and numbers of RFC 9113") {
  CHECK(wire::to_text(wire::Http2Error::no_error) == "NO_ERROR");
  CHECK(static_cast<int>(wire::Http2Error::refused_stream) == 7);
  CHECK(static_cast<int>(wire::Http2Error::cancel) == 8);
  CHECK(static_cast<int>(wire::Http2Error::enhance_your_calm) == 11);
  CHECK(static_cast<int>(wire::Http2Error::http_1_1_required) == 13);
  for (int number = 0; number < wire::kHttp2ErrorCount; ++number) {
    const auto error = static_cast<wire::Http2Error>(number);
    CHECK(wire::parse_http2_error(wire::to_text(error)) == error);
  }
  CHECK_FALSE(wire::parse_http2_error("refused_stream"));
}

TEST_CASE("a GOAWAY before the request breaks it without the service having seen it") {
  ConnectionFaultWorld world;
  const auto id = world.add(GoAway{.reason = "Shutdown"});
  const auto answer = world.push(Protocol::http2_tls);
  REQUIRE(*answer);
  CHECK((**answer).error() == Break::reset);
  CHECK(world.apns.seen.empty());
  CHECK(*world.connection->notes == std::vector<std::string>{"goaway"});
  CHECK(world.events() == std::vector<std::string>{"fault-struck " + wire::to_text(id) + " http2 goaway"});
  CHECK(world.journal.trace(world.last_trace)->hops.front()->fault == id);
}

TEST_CASE("a GOAWAY after the request, SETTINGS and an idle close leave the answer alone") {
  ConnectionFaultWorld world;
  const wire::Http2Effect effect = GENERATE(values<wire::Http2Effect>(
      {GoAway{.last = GoAway::Last::this_one}, wire::ChangeSettings{1}, wire::CloseIdle{}}));
  world.add(effect);
  for (const Protocol protocol : {Protocol::in_process, Protocol::http2}) {
    const auto answer = world.push(protocol);
    REQUIRE(*answer);
    CHECK((**answer)->status == 200);
  }
  CHECK(world.apns.seen.size() == 2);
  CHECK(world.connection->notes->size() == 1);
}

TEST_CASE("between parties of the cloud a stalled window and unanswered PINGs end in the sender's time-out") {
  ConnectionFaultWorld world;
  const wire::Http2Effect effect =
      GENERATE(values<wire::Http2Effect>({wire::StallWindow{}, wire::IgnorePings{}}));
  world.add(effect);
  const auto answer = world.push(Protocol::in_process, 10s);
  world.advance(9999ms);
  CHECK_FALSE(*answer);
  world.advance(1ms);
  REQUIRE(*answer);
  CHECK((**answer).error() == Break::timed_out);
  // Nothing waits any more.
  world.wire.faults().clear();
  world.scheduler.run_due();
  CHECK(world.apns.seen.empty());
}

TEST_CASE("what a stalled window holds is answered when the fault is removed") {
  ConnectionFaultWorld world;
  world.connection->lasts = true;
  const auto stall = world.add(wire::StallWindow{});
  const auto first = world.push(Protocol::http2, 1h);
  const auto second = world.push(Protocol::http2, 1h);
  world.advance(1min);
  CHECK_FALSE(*first);
  SECTION("by name") {
    CHECK(world.wire.faults().remove(stall));
  }
  SECTION("with all others") {
    world.wire.faults().clear();
  }
  // The connection goes on before anybody is answered.
  CHECK(*world.connection->notes == std::vector<std::string>{"window", "window", "ended"});
  CHECK_FALSE(*first);
  world.scheduler.run_due();
  REQUIRE(*first);
  REQUIRE(*second);
  CHECK((**first)->status == 200);
  CHECK(world.apns.seen.size() == 2);
  CHECK(world.events().back() == "fault-lifted " + wire::to_text(stall));
  CHECK(world.journal.trace(world.last_trace)->hops.front()->answered_at == kStart + 1min);
}

TEST_CASE("removing another fault leaves the stalled window as it is") {
  ConnectionFaultWorld world;
  world.connection->lasts = true;
  world.add(wire::StallWindow{});
  const auto other = world.add(wire::CloseIdle{});
  const auto answer = world.push(Protocol::http2, 1h);
  CHECK(world.wire.faults().remove(other));
  world.scheduler.run_due();
  CHECK_FALSE(*answer);
  CHECK(*world.connection->notes == std::vector<std::string>{"window"});
}

TEST_CASE("PINGs of a connection go unanswered until the fault is removed, however often it struck") {
  ConnectionFaultWorld world;
  world.connection->lasts = true;
  const auto id = world.add(wire::IgnorePings{});
  for (int count = 0; count < 3; ++count) CHECK((**world.push(Protocol::http2))->status == 200);
  CHECK(*world.connection->notes == std::vector<std::string>{"ping", "ping", "ping"});
  CHECK(world.wire.faults().remove(id));
  CHECK(world.connection->notes->back() == "ended");
  CHECK(world.connection->notes->size() == 4);
}

TEST_CASE("a connection effect ends with the wire") {
  const auto connection = std::make_shared<NotingConnection>();
  connection->lasts = true;
  {
    ConnectionFaultWorld world;
    world.connection = connection;
    world.add(wire::IgnorePings{});
    world.push(Protocol::http2);
  }
  CHECK(*connection->notes == std::vector<std::string>{"ping", "ended"});
}
