#include "emulator/owner/arrival_connection.hpp"

#include <catch2/catch.hpp>

#include "emulator/owner/reply.hpp"
#include "tests/unit/owner/served.hpp"

using namespace droppoint;
using owner::ArrivalConnection;
using wire::GoAway;

namespace {

// One HTTP/2 connection whose streams are let in one after the other.
struct ConnectionWorld {
  std::shared_ptr<owner::Outbox> outbox = std::make_shared<owner::Outbox>();
  std::shared_ptr<net::ConnectionState> state = std::make_shared<net::ConnectionState>();

  ConnectionWorld() { state->id = 7; }

  net::Arrival arrival(std::uint32_t stream) const {
    net::Arrival arrival;
    arrival.connection = state;
    arrival.stream = stream;
    return arrival;
  }
  ArrivalConnection let_in(std::uint32_t stream) { return {outbox, arrival(stream)}; }
  // What the connection was told since the last look; each must be for it.
  std::vector<net::ConnectionAct> acts() {
    std::vector<net::ConnectionAct> told;
    for (net::Departure& departure : outbox->take(0)) {
      if (!departure.act) continue;
      CHECK(departure.connection == 7);
      told.push_back(std::move(*departure.act));
    }
    return told;
  }
  net::GoAway goaway() {
    const auto told = acts();
    REQUIRE(told.size() == 1);
    return std::get<net::GoAway>(told.front());
  }
};

}  // namespace

TEST_CASE("a GOAWAY before the request names the highest stream that was let in before it") {
  ConnectionWorld world;
  world.let_in(1);
  world.let_in(5);
  ArrivalConnection struck = world.let_in(7);
  CHECK(struck.strike(GoAway{.error = wire::Http2Error::internal_error, .reason = "Shut\"down"}) == nullptr);
  const net::GoAway away = world.goaway();
  CHECK(away.last_stream == 5);
  CHECK(away.error == 2);
  CHECK(away.debug_data == R"({"reason":"Shut\"down"})");
  CHECK(ArrivalConnection::admits(world.arrival(3)));
  CHECK_FALSE(ArrivalConnection::admits(world.arrival(9)));
}

TEST_CASE("requests may be complete in another order than their streams began") {
  ConnectionWorld world;
  world.let_in(9);
  ArrivalConnection struck = world.let_in(3);
  struck.strike(GoAway{});
  // Stream 9 has been worked on: it must not be disowned. So stream 3 has to be refused by itself.
  CHECK(world.goaway().last_stream == 9);
  CHECK(struck.reset_error() == 7);
}

TEST_CASE("the first request of a connection can be sent away too") {
  ConnectionWorld world;
  world.let_in(1).strike(GoAway{});
  const net::GoAway away = world.goaway();
  CHECK(away.last_stream == 0);
  CHECK(away.debug_data.empty());
  CHECK_FALSE(ArrivalConnection::admits(world.arrival(3)));
}

TEST_CASE("a GOAWAY after the request names its stream, or a higher one that was let in") {
  ConnectionWorld world;
  world.let_in(3);
  ArrivalConnection struck = world.let_in(1);
  struck.strike(GoAway{.last = GoAway::Last::this_one});
  CHECK(world.goaway().last_stream == 3);
}

TEST_CASE("a number is sent as it is") {
  ConnectionWorld world;
  ArrivalConnection struck = world.let_in(5);
  struck.strike(GoAway{.last = GoAway::Last::number, .stream = 1});
  CHECK(world.goaway().last_stream == 1);
  CHECK_FALSE(ArrivalConnection::admits(world.arrival(3)));
  // A later, higher one does not let anybody in again.
  struck.strike(GoAway{.last = GoAway::Last::number, .stream = 99});
  CHECK_FALSE(ArrivalConnection::admits(world.arrival(3)));
}

TEST_CASE("a reset has its code; without one it is INTERNAL_ERROR") {
  ConnectionWorld world;
  ArrivalConnection struck = world.let_in(1);
  CHECK(struck.reset_error() == 2);
  struck.strike(wire::ResetStream{wire::Http2Error::cancel});
  CHECK(struck.reset_error() == 8);
  CHECK(world.acts().empty());
}

TEST_CASE("an idle close comes after the answer and names what was let in until then") {
  ConnectionWorld world;
  ArrivalConnection struck = world.let_in(1);
  struck.strike(wire::CloseIdle{});
  world.let_in(3);
  CHECK(world.acts().empty());
  CHECK(ArrivalConnection::admits(world.arrival(5)));
  struck.after_answer();
  const net::GoAway away = world.goaway();
  CHECK(away.last_stream == 3);
  CHECK(away.error == 0);
  CHECK(away.debug_data == R"({"reason":"IdleTimeout"})");
  CHECK_FALSE(ArrivalConnection::admits(world.arrival(5)));
  struck.after_answer();
  CHECK(world.acts().empty());
}

TEST_CASE("what lasts is told once, and ended when the last that wanted it lets go") {
  ConnectionWorld world;
  ArrivalConnection first = world.let_in(1);
  ArrivalConnection second = world.let_in(3);
  std::shared_ptr<void> one = first.strike(wire::StallWindow{});
  std::shared_ptr<void> other = second.strike(wire::StallWindow{});
  CHECK(one == other);
  auto told = world.acts();
  REQUIRE(told.size() == 1);
  CHECK(std::get<net::StallWindow>(told.front()).on);
  one = nullptr;
  CHECK(world.acts().empty());
  other = nullptr;
  told = world.acts();
  REQUIRE(told.size() == 1);
  CHECK_FALSE(std::get<net::StallWindow>(told.front()).on);
  const auto silence = second.strike(wire::IgnorePings{});
  CHECK(std::get<net::IgnorePings>(world.acts().front()).on);
}

TEST_CASE("streams are raised once, and not any more when a fault has said how many there may be") {
  ConnectionWorld world;
  world.state->raise_streams_to = 1000;
  ArrivalConnection connection = world.let_in(1);
  REQUIRE(connection.may_raise_streams());
  SECTION("raised") {
    connection.raise_streams();
    CHECK(std::get<net::AllowStreams>(world.acts().front()).streams == 1000);
  }
  SECTION("a fault") {
    connection.strike(wire::ChangeSettings{5});
    CHECK(std::get<net::AllowStreams>(world.acts().front()).streams == 5);
  }
  CHECK_FALSE(connection.may_raise_streams());
}

TEST_CASE("an arrival after the last stream is not worked on, though it was in the inbox already") {
  test::Served served;
  const auto connection = std::make_shared<net::ConnectionState>();
  const auto offer = [&](net::Ticket ticket, std::uint32_t stream) {
    net::Arrival arrival = test::Served::arrival(ticket);
    arrival.connection = connection;
    arrival.stream = stream;
    CHECK(served.owner->offer(std::move(arrival)));
  };
  wire::Fault fault{.after = 1, .times = 1};
  fault.effect = GoAway{.reason = "Shutdown"};
  served.wire.faults().add(std::move(fault), served.scheduler.now());
  for (std::uint32_t number = 0; number < 4; ++number) offer(number + 1, 2 * number + 1);
  served.owner->turn();
  const auto left = served.exit->left();
  // Two hops: the answered one and the struck one.
  CHECK(served.memory.hops({.limit = 10}).size() == 2);
  REQUIRE(left.size() == 5);
  CHECK(left[0].response);
  REQUIRE(left[1].act);
  CHECK(std::get<net::GoAway>(*left[1].act).last_stream == 1);
  for (std::size_t index = 2; index < 5; ++index) CHECK_FALSE(left[index].response);
  CHECK(left[2].reset_error == 7);
}
