#include "emulator/owner/owner.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "emulator/journal/json.hpp"
#include "emulator/journal/sqlite_journal.hpp"
#include "tests/unit/journal/temporary_folder.hpp"
#include "tests/unit/owner/served.hpp"

using namespace std::chrono_literals;
using namespace droppoint;
using owner::Pace;
using test::kManual;
using test::kServedStart;
using test::Served;

namespace {

constexpr const char* kKept = "/_droppoint/v1/kept";

std::size_t place_of(const std::vector<std::string>& log, const std::string& line) {
  return static_cast<std::size_t>(std::find(log.begin(), log.end(), line) - log.begin());
}

}  // namespace

TEST_CASE("answers are with the exit before their commit is announced") {
  Served served(kManual);
  served.offer(1);
  served.offer(2);
  served.owner->turn();
  const auto position = served.journal.position();
  CHECK(served.exit->log() ==
        std::vector<std::string>{"leave 1", "leave 2", "committed " + std::to_string(position)});
  for (const auto& departure : served.exit->left()) CHECK(departure.position == position);
}

TEST_CASE("with a file, each answer's position is announced after it was left, by the writer") {
  const test::TemporaryFolder folder;
  const auto journal = *journal::SqliteJournal::open(folder / "journal.db");
  Served served(kManual, {}, journal.get());
  served.owner->start();
  for (net::Ticket ticket = 1; ticket <= 50; ++ticket) {
    served.offer(ticket);
    if (ticket % 10 == 0) served.exit->await(ticket);
  }
  served.exit->await(50);
  served.owner->stop();
  const auto log = served.exit->log();
  for (const auto& departure : served.exit->left()) {
    CHECK(place_of(log, "leave " + std::to_string(departure.ticket)) <
          place_of(log, "committed " + std::to_string(departure.position)));
  }
  CHECK(journal->hops({}).size() == 50);
}

TEST_CASE("a full inbox refuses, keeps the arrival whole, and asks again below half") {
  Served served(kManual, {.arrivals = 4});
  std::vector<std::string> seen;
  served.on_handle = [&](const net::Arrival& arrival) {
    const auto log = served.exit->log();
    seen.push_back(std::to_string(arrival.ticket) +
                   (place_of(log, "read again") < log.size() ? " asked" : ""));
  };
  for (net::Ticket ticket = 1; ticket <= 4; ++ticket) REQUIRE(served.offer(ticket));
  net::Arrival fifth = Served::arrival(5, "/fifth", "body");
  CHECK_FALSE(served.owner->offer(std::move(fifth)));
  CHECK(fifth.request.target == "/fifth");
  CHECK(http::bytes_of(fifth.request.body) == "body");
  served.owner->turn();
  CHECK(seen == std::vector<std::string>{"1", "2", "3", "4 asked"});
  const auto log = served.exit->log();
  CHECK(std::count(log.begin(), log.end(), "read again") == 1);
  CHECK(served.owner->offer(std::move(fifth)));
  served.owner->turn();
  CHECK(served.exit->left().size() == 5);
}

TEST_CASE("an inbox is bounded by bytes too, but lets one in that is alone") {
  Served served(kManual, {.bytes = 10'000});
  CHECK(served.owner->offer(Served::arrival(1, "/", std::string(50'000, 'a'))));
  CHECK_FALSE(served.owner->offer(Served::arrival(2)));
  served.owner->turn();
  CHECK(served.exit->log().front() == "read again");
  CHECK(served.owner->offer(Served::arrival(2)));
}

TEST_CASE("control calls pass a full inbox, within a quota of their own") {
  Served served(kManual, {.arrivals = 1, .control_arrivals = 2});
  CHECK(served.offer(1));
  CHECK_FALSE(served.offer(2));
  CHECK(served.offer(3, "/_droppoint/v1/health"));
  CHECK(served.offer(4, "/_droppoint/v1/clock/advance"));
  CHECK_FALSE(served.offer(5, "/_droppoint/v1/reset"));
  CHECK_FALSE(served.offer(6, "/_droppointer"));
  served.owner->turn();
  CHECK(served.exit->left().size() == 3);
  CHECK(served.offer(5, "/_droppoint/v1/reset"));
}

TEST_CASE("a wait ends when it is satisfied, at its time, or with the owner, once") {
  Served served(kManual);
  std::vector<std::string> ended;
  bool ready = false;
  const auto wait = [&](std::string name, std::chrono::nanoseconds timeout, auto satisfied) {
    served.owner->wait_until(satisfied, timeout, [&ended, name](bool good) {
      ended.push_back(name + (good ? " satisfied" : " not"));
    });
  };
  wait("at once", 0s, [] { return true; });
  wait("no time", 0s, [] { return false; });
  wait("short", 5s, [] { return false; });
  wait("long", 10s, [&ready] { return ready; });
  wait("last", std::chrono::nanoseconds::max(), [] { return false; });
  served.owner->turn();
  CHECK(ended == std::vector<std::string>{"at once satisfied", "no time not"});
  CHECK(*served.owner->wake_at() == served.clock.steady() + 5s);
  served.clock.advance(5s);
  served.owner->turn();
  CHECK(ended.back() == "short not");
  served.owner->post([&ready] { ready = true; });
  served.owner->turn();
  CHECK(ended.back() == "long satisfied");
  served.owner->stop();
  CHECK(ended.back() == "last not");
  CHECK(ended.size() == 5);
}

TEST_CASE("what a wait sets off may satisfy another in the same turn, and be answered in it") {
  Served served(kManual);
  served.offer(1, kKept);
  served.owner->turn();
  int stage = 0;
  served.owner->wait_until([&stage] { return stage == 1; }, 1h,
                           [&served](bool) { served.kept.at(1)(http::Response{.status = 200}); });
  served.owner->wait_until([] { return true; }, 1h, [&stage](bool) { stage = 1; });
  served.owner->turn();
  REQUIRE(served.exit->left().size() == 1);
  CHECK(served.exit->left()[0].response->status == 200);
}

TEST_CASE("an arrival is answered by nothing, a stream, or, if its reply is dropped, a reset") {
  Served served(kManual);
  for (net::Ticket ticket = 1; ticket <= 3; ++ticket) served.offer(ticket, kKept);
  served.owner->turn();
  CHECK(served.exit->left().empty());
  served.kept.at(1)(std::nullopt);
  bool begun = false;
  served.kept.at(2).stream({.status = 200},
                           [&begun](const std::shared_ptr<net::EventStream>&) { begun = true; });
  served.kept.erase(3);
  served.owner->turn();
  const auto left = served.exit->left();
  REQUIRE(left.size() == 3);
  CHECK_FALSE(left[0].response);
  REQUIRE(left[1].stream);
  left[1].stream(nullptr);
  CHECK(begun);
  CHECK_FALSE(left[2].response);
}

TEST_CASE("stopping finishes the inbox, resets who cannot be answered, and notes the time") {
  Served served;
  served.offer(1, kKept);
  served.offer(2, "/slow");
  served.owner->turn();
  served.clock.advance(3s);
  served.offer(3);
  served.owner->stop();
  const auto left = served.exit->left();
  REQUIRE(left.size() == 3);
  CHECK(left[0].ticket == 3);
  CHECK(left[0].response);
  CHECK_FALSE(left[1].response);
  CHECK_FALSE(left[2].response);
  CHECK(served.exit->committed() == served.journal.position());
  CHECK(served.journal.stimuli().back().at == kServedStart + 3s);
  CHECK_FALSE(served.offer(4));
  CHECK_FALSE(served.owner->post([] {}));
  served.kept.at(1)(http::Response{.status = 200});
  CHECK(served.exit->left().size() == 3);
  bool ran = false;
  served.owner->run_and_wait([&ran] { ran = true; });
  CHECK(ran);
}

TEST_CASE("time that moved by itself is noted where it did something, so that a replay goes as far") {
  Served served;
  served.offer(1, "/slow");
  served.owner->turn();
  for (int count = 0; count < 100; ++count) {
    served.clock.advance(1s);
    served.owner->turn();
  }
  const auto stimuli = served.journal.stimuli();
  REQUIRE(stimuli.size() == 2);
  CHECK(stimuli[1].kind == wire::StimulusKind::advance);
  CHECK(stimuli[1].advance_to == kServedStart + 90s);
}

TEST_CASE("jobs run on the owner's thread, in turn, and what they throw comes back") {
  Served served(kManual);
  served.owner->start();
  std::thread::id first;
  std::thread::id nested;
  served.owner->run_and_wait([&] {
    first = std::this_thread::get_id();
    served.owner->run_and_wait([&nested] { nested = std::this_thread::get_id(); });
  });
  CHECK(first == nested);
  CHECK(first != std::this_thread::get_id());
  CHECK_THROWS_AS(served.owner->run_and_wait([] { throw std::runtime_error("no"); }), std::runtime_error);
  served.owner->stop();
}

TEST_CASE("a sleeping owner wakes for its next timer") {
  Served served;
  served.owner->start();
  served.offer(1);
  served.exit->await(1);
  served.offer(2, "/slow");
  // The job runs after the arrival was let in.
  served.owner->run_and_wait([] {});
  served.clock.advance(91s);
  served.exit->await(2);
  CHECK(served.exit->left().back().ticket == 2);
}

TEST_CASE("two threads offer at once: each is let in once, in its own order, and recorded") {
  constexpr net::Ticket kEach = 500;
  Served served(kManual, {.arrivals = 50});
  std::vector<net::Ticket> order;
  served.on_handle = [&order](const net::Arrival& arrival) { order.push_back(arrival.ticket); };
  served.owner->start();
  const auto offer_all = [&served](net::Ticket from) {
    for (net::Ticket ticket = from; ticket < from + kEach; ++ticket) {
      while (!served.offer(ticket)) std::this_thread::yield();
    }
  };
  std::thread one(offer_all, 0);
  std::thread other(offer_all, 10'000);
  one.join();
  other.join();
  served.exit->await(2 * kEach);
  served.owner->stop();
  CHECK(order.size() == 2 * kEach);
  std::stable_partition(order.begin(), order.end(), [](net::Ticket ticket) { return ticket < 10'000; });
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(std::adjacent_find(order.begin(), order.end()) == order.end());
  CHECK(served.journal.stimuli().size() == 2 * kEach);
}

TEST_CASE("memory and file export the same of a served run") {
  const test::TemporaryFolder folder;
  const auto file = *journal::SqliteJournal::open(folder / "journal.db");
  journal::MemoryJournal memory;
  for (journal::Journal* one :
       {static_cast<journal::Journal*>(&memory), static_cast<journal::Journal*>(file.get())}) {
    Served served({}, {}, one);
    for (net::Ticket ticket = 1; ticket <= 20; ++ticket) {
      served.offer(ticket, ticket % 3 == 0 ? "/slow" : "/");
      served.owner->turn();
      served.clock.advance(11s);
    }
  }
  CHECK(journal::export_json(memory) == journal::export_json(*file));
}
