#include <catch2/catch.hpp>

#include <csignal>
#include <cstdint>
#include <fstream>
#include <future>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/journal/sqlite_journal.hpp"
#include "tests/unit/journal/story.hpp"
#include "tests/unit/journal/temporary_folder.hpp"

using namespace droppoint;
using journal::SqliteJournal;
using test::numbered;
using test::story_run;
using test::TemporaryFolder;

namespace {

void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  const int result = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  sqlite3_close(database);
  REQUIRE(result == SQLITE_OK);
}

void record_story(const std::filesystem::path& file) {
  const auto journal = *SqliteJournal::open(file);
  journal->start(story_run());
  test::Story(*journal).tell([] {});
}

// Files of this process cannot grow beyond a bound while it lives: what a full disk does, as SQLite sees it.
class FullDisk {
 public:
  explicit FullDisk(std::uint64_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit bound{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &bound);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

// Records without end, and tells each committed position, until it is killed.
[[noreturn]] void record_for_ever(const std::filesystem::path& file, int told) {
  // A low bound: batches stay small, and commits many.
  const auto journal = *SqliteJournal::open(file, 2000);
  journal->start(story_run());
  journal->on_committed([told](wire::Position upto) {
    if (write(told, &upto, sizeof upto) != sizeof upto) _exit(2);
  });
  for (std::uint64_t order = 1;; ++order) {
    journal->stimulus(numbered(order));
    if (order % 3 == 0) journal->flush();
  }
}

}  // namespace

TEST_CASE("what is no journal of ours is refused in words, and left as it is") {
  const TemporaryFolder folder;
  const auto file = folder / "file";
  CHECK(SqliteJournal::open_for_reading(file).error().code == "JournalMissing");
  CHECK_FALSE(std::filesystem::exists(file));

  std::ofstream(file) << std::string(5000, 'x');
  CHECK(SqliteJournal::open_for_reading(file).error().code == "NotAJournal");
  CHECK(SqliteJournal::open(file).error().code == "NotAJournal");
  CHECK(std::filesystem::file_size(file) == 5000);

  const auto other = folder / "other.db";
  run_sql(other, "CREATE TABLE mine (a INTEGER)");
  CHECK(SqliteJournal::open_for_reading(other).error().code == "NotAJournal");
  CHECK(SqliteJournal::open(other).error().code == "NotAJournal");

  const auto empty = folder / "empty";
  std::ofstream(empty).flush();
  CHECK(SqliteJournal::open_for_reading(empty).error().code == "NotAJournal");
  CHECK(SqliteJournal::open(empty));

  CHECK(SqliteJournal::open(folder / "missing/journal.db").error().code == "JournalUnwritable");
  CHECK(SqliteJournal::open_for_reading(folder / ".").error().code == "JournalUnreadable");
}

TEST_CASE("a file of a later version is refused, and one without a run is empty") {
  const TemporaryFolder folder;
  const auto file = folder / "journal.db";
  { const auto journal = *SqliteJournal::open(file); }
  CHECK(SqliteJournal::open_for_reading(file).error().code == "JournalEmpty");
  record_story(file);
  CHECK(SqliteJournal::open_for_reading(file));
  run_sql(file, "INSERT INTO schema_version VALUES (999)");
  CHECK(SqliteJournal::open_for_reading(file).error().code == "JournalTooNew");
  CHECK(SqliteJournal::open(file).error().code == "JournalTooNew");
  run_sql(file, "DELETE FROM schema_version; INSERT INTO schema_version VALUES (0)");
  CHECK(SqliteJournal::open_for_reading(file).error().code == "NotAJournal");
}

TEST_CASE("a row that no run writes is said to be damaged") {
  const TemporaryFolder folder;
  int files = 0;
  const auto damaged = [&](const char* sql, const auto& read) {
    const auto file = folder / (std::to_string(++files) + ".db");
    record_story(file);
    run_sql(file, sql);
    const auto reader = *SqliteJournal::open_for_reading(file);
    read(*reader);
    return reader->failure() && reader->failure()->code == "JournalDamaged";
  };
  const auto read_hops = [](journal::StoredReader& reader) { reader.hops({}); };
  const auto read_traces = [](journal::StoredReader& reader) { reader.traces({.with_unkinded = true}); };
  const auto read_stimuli = [](journal::StoredReader& reader) { reader.stimuli(); };
  CHECK_FALSE(damaged("SELECT 1", read_hops));
  CHECK_FALSE(damaged("SELECT 1", read_traces));
  CHECK(damaged("UPDATE stimulus SET kind = 'wish' WHERE stimulus_order = 2", read_stimuli));
  CHECK(damaged("UPDATE event SET party = 'nobody'", read_traces));
  CHECK(damaged("UPDATE notification SET state = 'lost'", read_traces));
  CHECK(damaged("UPDATE trace SET warnings = '[1]'", read_traces));
  CHECK(damaged("UPDATE hop SET request_headers = '[[\"a\"]]' WHERE sequence = 6", read_hops));
  CHECK(damaged("UPDATE hop SET request_headers = '[[\"a\",\"b\",\"klingon\"]]'", read_hops));
  CHECK(damaged("UPDATE hop SET request_headers = '[[\"a\",\"\u20ac\",\"latin1\"]]'", read_traces));
  CHECK(damaged("UPDATE hop SET response_headers = '' WHERE sequence = 2", read_hops));
  CHECK(damaged("UPDATE hop SET sent_at = 'noon' WHERE sequence = 3", read_hops));
  CHECK(damaged("UPDATE hop SET sequence = -1 WHERE sequence = 3", read_hops));

  const auto file = folder / "run.db";
  record_story(file);
  run_sql(file, "UPDATE run SET seed = 'x'");
  CHECK(SqliteJournal::open_for_reading(file).error().code == "JournalDamaged");
}

TEST_CASE("a full disk is told once, and nothing is announced from then on") {
  const TemporaryFolder folder;
  const auto journal = *SqliteJournal::open(folder / "journal.db");
  journal->start(story_run());
  std::promise<Error> failed;
  journal->on_failure([&failed](const Error& error) { failed.set_value(error); });
  wire::Position announced = 0;
  journal->on_committed([&announced](wire::Position upto) { announced = upto; });
  journal->stimulus(numbered(1));
  journal->wait_committed();
  {
    const FullDisk disk(256 * 1024);
    for (std::uint64_t order = 2; order <= 20'000; ++order) journal->stimulus(numbered(order));
    journal->flush();
    CHECK(failed.get_future().get().code == "JournalFailed");
    journal->wait_committed();
    journal->stimulus(numbered(20'001));
    journal->wait_committed();
  }
  journal->stimulus(numbered(20'002));
  journal->wait_committed();
  CHECK(announced == 1);
  CHECK(journal->stimuli().size() == 1);
  std::string late;
  journal->on_failure([&late](const Error& error) { late = error.code; });
  CHECK(late == "JournalFailed");
  journal->start(story_run());
  CHECK(journal->run_number() == 0);
  journal->close();
  CHECK((*SqliteJournal::open_for_reading(folder / "journal.db"))->stimuli().size() == 1);
}

TEST_CASE("what was announced as committed survives a kill") {
  const TemporaryFolder folder;
  const auto file = folder / "journal.db";
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) record_for_ever(file, pipe_ends[1]);
  close(pipe_ends[1]);
  wire::Position announced = 0;
  for (int count = 0; count < 50 && read(pipe_ends[0], &announced, sizeof announced) > 0;) ++count;
  kill(child, SIGKILL);
  while (read(pipe_ends[0], &announced, sizeof announced) > 0) {
  }
  close(pipe_ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(announced > 0);

  const auto reader = *SqliteJournal::open_for_reading(file);
  const auto stimuli = reader->stimuli();
  REQUIRE(stimuli.size() >= announced);
  CHECK(stimuli.back().order == stimuli.size());
  CHECK(SqliteJournal::open(file));
}
