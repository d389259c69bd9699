#include "emulator/net/exit_queue.hpp"

#include <catch2/catch.hpp>

#include "emulator/net/event_buffer.hpp"

namespace droppoint::net {
namespace {

// Runs jobs when told to, as the listener's thread would.
struct Doors {
  std::vector<Mailbox::Job> jobs;
  std::shared_ptr<Mailbox> mailbox =
      std::make_shared<Mailbox>([this](Mailbox::Job job) { jobs.push_back(std::move(job)); });
  std::vector<std::vector<Departure>> delivered;
  int again = 0;
  std::shared_ptr<ExitQueue> exit = std::make_shared<ExitQueue>(
      mailbox, ExitQueue::Doors{
                   [this](std::vector<Departure> departures) { delivered.push_back(std::move(departures)); },
                   [this] { ++again; }});

  void run() {
    for (const auto& job : std::exchange(jobs, {})) job();
  }
  std::vector<Ticket> tickets() const {
    std::vector<Ticket> all;
    for (const auto& batch : delivered) {
      for (const Departure& departure : batch) all.push_back(departure.ticket);
    }
    return all;
  }
};

std::vector<Departure> departures(std::initializer_list<std::pair<Ticket, Position>> given) {
  std::vector<Departure> made;
  for (const auto& [ticket, position] : given) {
    Departure departure;
    departure.ticket = ticket;
    departure.position = position;
    departure.response = http::Response{200, {}, nullptr};
    made.push_back(std::move(departure));
  }
  return made;
}

TEST_CASE("an answer leaves once its position is committed, in order") {
  Doors doors;
  doors.exit->leave(departures({{1, 1}, {2, 2}, {3, 3}}));
  doors.run();
  CHECK(doors.delivered.empty());
  doors.exit->committed(2);
  doors.run();
  CHECK(doors.tickets() == std::vector<Ticket>{1, 2});
  doors.exit->committed(3);
  doors.run();
  CHECK(doors.tickets() == std::vector<Ticket>{1, 2, 3});
}

TEST_CASE("a commit that comes first lets the answer through, and an older one takes nothing back") {
  Doors doors;
  doors.exit->committed(5);
  doors.exit->committed(1);
  CHECK(doors.jobs.empty());
  doors.exit->leave(departures({{1, 5}, {2, 6}}));
  doors.run();
  CHECK(doors.tickets() == std::vector<Ticket>{1});
}

TEST_CASE("many hand-overs wake the listener once") {
  Doors doors;
  for (Ticket ticket = 1; ticket <= 10; ++ticket) doors.exit->leave(departures({{ticket, 0}}));
  CHECK(doors.jobs.size() == 1);
  doors.run();
  REQUIRE(doors.delivered.size() == 1);
  CHECK(doors.delivered.front().size() == 10);
}

TEST_CASE("when the journal has failed, those who wait are reset") {
  Doors doors;
  doors.exit->leave(departures({{1, 9}}));
  doors.exit->discard();
  doors.run();
  REQUIRE(doors.tickets() == std::vector<Ticket>{1});
  CHECK_FALSE(doors.delivered.front().front().response);
  doors.exit->committed(9);
  doors.run();
  CHECK(doors.tickets().size() == 1);
}

TEST_CASE("a closed mailbox drops all that comes") {
  Doors doors;
  doors.mailbox->close();
  doors.exit->leave(departures({{1, 0}}));
  doors.exit->read_again();
  doors.exit->discard();
  CHECK(doors.jobs.empty());
}

TEST_CASE("read_again reaches the listener") {
  Doors doors;
  doors.exit->read_again();
  doors.run();
  CHECK(doors.again == 1);
}

TEST_CASE("an event buffer wakes once for what waits, and bounds it") {
  int woken = 0;
  EventBuffer buffer(10, [&] { ++woken; });
  CHECK(buffer.write("12345"));
  CHECK(buffer.write("67890"));
  CHECK(woken == 1);
  std::string out;
  CHECK(buffer.take(out, 6) == EventBuffer::State::open);
  CHECK(out == "123456");
  CHECK(buffer.write("x"));
  CHECK(woken == 1);
  SECTION("closed") {
    buffer.close();
    buffer.close();
    CHECK(woken == 2);
    CHECK_FALSE(buffer.write("y"));
    CHECK(buffer.take(out, 2) == EventBuffer::State::open);
    CHECK(buffer.take(out, 100) == EventBuffer::State::closed);
    CHECK(out == "1234567890x");
  }
  SECTION("overflowed") {
    CHECK_FALSE(buffer.write("123456"));
    CHECK(woken == 2);
    CHECK(buffer.take(out, 100) == EventBuffer::State::overflowed);
    CHECK_FALSE(buffer.write("1"));
  }
  SECTION("abandoned") {
    buffer.abandon();
    CHECK_FALSE(buffer.write("1"));
    buffer.close();
    CHECK(woken == 1);
  }
}

}  // namespace
}  // namespace droppoint::net
