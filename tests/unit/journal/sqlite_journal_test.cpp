#include "emulator/journal/sqlite_journal.hpp"

#include <catch2/catch.hpp>

#include <mutex>
#include <vector>

#include "emulator/journal/json.hpp"
#include "emulator/journal/memory_journal.hpp"
#include "tests/unit/journal/story.hpp"
#include "tests/unit/journal/temporary_folder.hpp"

using namespace droppoint;
using test::numbered;
using test::Story;
using test::story_run;
using test::TemporaryFolder;

namespace {

std::string told_in_memory() {
  journal::MemoryJournal memory;
  memory.start(story_run());
  Story story(memory);
  story.tell([] {});
  return journal::export_json(memory);
}

std::unique_ptr<journal::SqliteJournal> must_open(const std::filesystem::path& file) {
  auto opened = journal::SqliteJournal::open(file);
  if (!opened) FAIL(opened.error().message);
  return *std::move(opened);
}

std::unique_ptr<journal::StoredReader> must_read(const std::filesystem::path& file) {
  auto opened = journal::SqliteJournal::open_for_reading(file);
  if (!opened) FAIL(opened.error().message);
  return *std::move(opened);
}

}  // namespace

TEST_CASE("a run exports the same bytes from memory and from a file, wherever its batches end") {
  const std::string expected = told_in_memory();
  REQUIRE(expected.find("bad-device-token") != std::string::npos);
  REQUIRE(expected.find("2026-01-01T00:01:30.000000001Z") != std::string::npos);
  const TemporaryFolder folder;
  const auto journal = must_open(folder / "journal.db");
  journal->start(story_run());
  Story story(*journal);
  SECTION("one batch") {
    story.tell([] {});
  }
  SECTION("a batch for each turn") {
    story.tell([&journal] { journal->flush(); });
  }
  SECTION("a commit for each turn") {
    story.tell([&journal] { journal->wait_committed(); });
  }
  SECTION("reading between them") {
    story.tell([&journal] { CHECK_FALSE(journal->hops({}).empty()); });
  }
  CHECK(journal::export_json(*journal) == expected);
  journal->close();
  CHECK(journal::export_json(*journal) == expected);
  const auto reader = must_read(folder / "journal.db");
  CHECK(journal::export_json(*reader) == expected);
  CHECK_FALSE(reader->failure());
}

TEST_CASE("bytes come back from a file as they were received") {
  const TemporaryFolder folder;
  const auto journal = must_open(folder / "journal.db");
  journal->start(story_run());
  Story story(*journal);
  story.tell([] {});
  const auto hops = journal->hops({});
  REQUIRE(hops.size() == 6);
  CHECK(http::bytes_of(hops[0]->request.body) == std::string_view("\xffno text\0", 9));
  CHECK(hops[0]->request.headers.get("b") == "\xfe");
  CHECK(hops[0]->origin.client_certificate == "PEM");
  CHECK(hops[0]->origin.connection == 5);
  CHECK(hops[0]->origin.outside);
  CHECK(hops[0]->origin.sender_time == test::kStart);
  CHECK(hops[1]->answer->value().headers[0].value == "caf\xe9");
  CHECK(hops[1]->answer->value().headers[1].value == "caf\xc3\xa9");
  CHECK(hops[2]->answer->error() == wire::Break::reset);
  CHECK(wire::to_text(hops[3]->fault) == "f1");
  CHECK(hops[4]->answered_at == hops[4]->sent_at + std::chrono::seconds(5));
  CHECK_FALSE(hops[5]->answer);
  CHECK(journal->stimuli().size() == 3);
}

TEST_CASE("a file is filtered and paged as memory is") {
  const TemporaryFolder folder;
  const auto journal = must_open(folder / "journal.db");
  journal::MemoryJournal memory;
  for (journal::Journal* one :
       {static_cast<journal::Journal*>(journal.get()), static_cast<journal::Journal*>(&memory)}) {
    one->start(story_run());
    Story(*one).tell([] {});
  }
  const std::vector<journal::HopFilter> hop_filters{{.after = 2},
                                                    {.limit = 2},
                                                    {.trace = wire::TraceId{2}},
                                                    {.trace = wire::TraceId{9}},
                                                    {.from = wire::Party::client},
                                                    {.to = wire::Party::notification_hubs, .limit = 1},
                                                    {.since = test::kStart + std::chrono::seconds(1)},
                                                    {.after = ~std::uint64_t{0}}};
  for (const auto& filter : hop_filters) {
    const auto stored = journal->hops(filter);
    const auto kept = memory.hops(filter);
    REQUIRE(stored.size() == kept.size());
    for (std::size_t index = 0; index < kept.size(); ++index) {
      CHECK(stored[index]->sequence == kept[index]->sequence);
    }
  }
  const std::vector<journal::TraceFilter> trace_filters{{},
                                                        {.state = wire::VerdictState::dropped},
                                                        {.state = wire::VerdictState::delivered},
                                                        {.drop_point = 2},
                                                        {.drop_point = 1},
                                                        {.cause = "unregistered"},
                                                        {.kind = "incoming-call"},
                                                        {.after = 1, .with_unkinded = true},
                                                        {.limit = 1}};
  for (const auto& filter : trace_filters) {
    const auto stored = journal->traces(filter);
    const auto kept = memory.traces(filter);
    REQUIRE(stored.size() == kept.size());
    for (std::size_t index = 0; index < kept.size(); ++index) {
      CHECK(stored[index].trace.id == kept[index].trace.id);
    }
  }
  CHECK(journal->trace(wire::TraceId{2})->hops.size() == 4);
  CHECK_FALSE(journal->trace(wire::TraceId{77}));
  CHECK_FALSE(journal->trace(wire::TraceId{~std::uint64_t{0}}));
}

TEST_CASE("each start is a run of its own, reading shows the newest, and an older one can be chosen") {
  const TemporaryFolder folder;
  {
    const auto journal = must_open(folder / "journal.db");
    journal->start(story_run(1));
    journal->stimulus(numbered(1));
    journal->stimulus(numbered(2));
    journal->start(story_run(2));
    CHECK(journal->stimuli().empty());
    journal->stimulus(numbered(1));
    CHECK(journal->stimuli().size() == 1);
    CHECK(journal->run_number() == 2);
  }
  {
    const auto journal = must_open(folder / "journal.db");
    journal->start(story_run(std::uint64_t{1} << 63U));
    CHECK(journal->runs().size() == 3);
  }
  const auto reader = must_read(folder / "journal.db");
  REQUIRE(reader->runs().size() == 3);
  CHECK(reader->chosen() == 3);
  CHECK(reader->run().seed == std::uint64_t{1} << 63U);
  CHECK(reader->stimuli().empty());
  CHECK_FALSE(reader->choose(4));
  CHECK_FALSE(reader->choose(0));
  CHECK(reader->chosen() == 3);
  REQUIRE(reader->choose(1));
  CHECK(reader->run().seed == 1);
  CHECK(reader->stimuli().size() == 2);
}

TEST_CASE("two journals record into one file, each its own run") {
  const TemporaryFolder folder;
  const auto first = must_open(folder / "journal.db");
  const auto second = must_open(folder / "journal.db");
  first->start(story_run(1));
  second->start(story_run(2));
  first->stimulus(numbered(1));
  second->stimulus(numbered(1));
  second->stimulus(numbered(2));
  CHECK(first->stimuli().size() == 1);
  CHECK(second->stimuli().size() == 2);
}

TEST_CASE("positions are announced in order, and what is announced can be read by others") {
  const TemporaryFolder folder;
  const auto journal = must_open(folder / "journal.db");
  journal->start(story_run());
  std::mutex mutex;
  std::vector<wire::Position> told;
  std::size_t stored = 0;
  journal->on_committed([&](wire::Position upto) {
    const std::lock_guard lock(mutex);
    told.push_back(upto);
    if (upto != 0) stored = must_read(folder / "journal.db")->stimuli().size();
  });
  CHECK(told == std::vector<wire::Position>{0});
  for (std::uint64_t order = 1; order <= 20; ++order) {
    journal->stimulus(numbered(order));
    journal->flush();
  }
  journal->wait_committed();
  {
    const std::lock_guard lock(mutex);
    CHECK(told.back() == 20);
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(stored == 20);
  }
  journal->on_committed({});
  journal->stimulus(numbered(21));
  journal->wait_committed();
  CHECK(told.back() == 20);
  journal->on_committed([&told](wire::Position upto) { told.push_back(upto); });
  CHECK(told.back() == 21);
}

TEST_CASE("closed hops leave memory at commit, open ones stay") {
  const TemporaryFolder folder;
  const auto journal = must_open(folder / "journal.db");
  journal->start(story_run());
  auto closed = journal->open({.sequence = 1, .trace = {1}});
  auto open = journal->open({.sequence = 2, .trace = {1}});
  closed->answer = http::Response{.status = 200};
  journal->close(closed);
  const std::weak_ptr<wire::Hop> gone = closed;
  const std::weak_ptr<wire::Hop> kept = open;
  closed.reset();
  open.reset();
  journal->wait_committed();
  CHECK(gone.expired());
  CHECK_FALSE(kept.expired());
  CHECK(journal->hops({}).size() == 2);
}

TEST_CASE("the owner waits while too much is uncommitted, and all arrives") {
  const TemporaryFolder folder;
  auto journal = *journal::SqliteJournal::open(folder / "journal.db", 1000);
  journal->start(story_run());
  for (std::uint64_t order = 1; order <= 500; ++order) {
    journal->stimulus(numbered(order));
    journal->flush();
  }
  CHECK(journal->stimuli().size() == 500);
}

TEST_CASE("in memory, appended is committed") {
  journal::MemoryJournal memory;
  std::vector<wire::Position> told;
  memory.on_committed([&told](wire::Position upto) { told.push_back(upto); });
  memory.start(story_run());
  memory.stimulus(numbered(1));
  memory.flush();
  CHECK(told == std::vector<wire::Position>{0, 1});
}
