#include "emulator/journal/sqlite_schema.hpp"

#include <array>
#include <string>
#include <system_error>

#include <sqlite3.h>

namespace droppoint::journal {
namespace {

// "DRPT": tells a journal from any other SQLite file.
constexpr int kApplicationId = 0x44525054;
constexpr int kBusyMillisecondsMax = 5000;

// Applied in order to a file of a lower version, each once. What was released is never edited: a change is a
// new entry at the end, and docs/journal-format.md says what it changed.
constexpr std::array kMigrations{// 1: runs, stimuli, traces, hops, notifications, events.
                                 R"sql(
CREATE TABLE run (
  run INTEGER PRIMARY KEY,
  seed TEXT NOT NULL,
  started_at TEXT NOT NULL,
  configuration TEXT NOT NULL,
  version TEXT NOT NULL
);
CREATE TABLE stimulus (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  stimulus_order INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  hop INTEGER,
  advance_to TEXT
);
CREATE TABLE trace (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  trace TEXT NOT NULL,
  kind TEXT,
  started_at TEXT NOT NULL,
  traceparent TEXT,
  warnings TEXT NOT NULL
);
CREATE TABLE hop (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  trace TEXT NOT NULL,
  notification TEXT,
  sender TEXT NOT NULL,
  receiver TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  answered_at TEXT,
  protocol TEXT NOT NULL,
  outside INTEGER NOT NULL,
  sender_time TEXT NOT NULL,
  client_certificate TEXT,
  connection INTEGER NOT NULL,
  fault TEXT,
  break TEXT,
  request_method TEXT NOT NULL,
  authority TEXT NOT NULL,
  request_target TEXT NOT NULL,
  request_headers TEXT NOT NULL,
  request_body BLOB NOT NULL,
  response_status INTEGER,
  response_headers TEXT,
  response_body BLOB
);
CREATE INDEX hop_trace ON hop (run, trace);
CREATE TABLE notification (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  notification TEXT NOT NULL,
  trace TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  device TEXT,
  user TEXT,
  state TEXT NOT NULL,
  delivered_by TEXT,
  drop_point INTEGER,
  cause TEXT,
  underlying_cause TEXT,
  detail TEXT,
  remedy TEXT,
  document TEXT
);
CREATE INDEX notification_trace ON notification (run, trace);
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  trace TEXT NOT NULL,
  at TEXT NOT NULL,
  party TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX event_trace ON event (run, trace);
)sql"};

Error not_a_journal(const std::filesystem::path& file) {
  return {"NotAJournal", "'" + file.string() + "' is not a journal of this program",
          "name a file that `--journal` wrote"};
}

// The version of the file's tables, 0 for a file that has none yet.
Result<int> version_of(const SQLite::Database& database, const std::filesystem::path& file) {
  // Any look at the tables is refused if the bytes are not SQLite's.
  SQLite::Statement tables(database, "SELECT count(*) FROM sqlite_schema");
  tables.executeStep();
  const bool empty = tables.getColumn(0).getInt() == 0;
  SQLite::Statement id(database, "PRAGMA application_id");
  id.executeStep();
  if (id.getColumn(0).getInt() != kApplicationId) {
    if (empty) return 0;
    return tl::unexpected<Error>(not_a_journal(file));
  }
  if (!database.tableExists("schema_version")) return 0;
  SQLite::Statement version(database, "SELECT max(version) FROM schema_version");
  version.executeStep();
  return version.getColumn(0).getInt();
}

tl::unexpected<Error> too_new(const std::filesystem::path& file, int version) {
  return fail("JournalTooNew",
              "'" + file.string() + "' has schema version " + std::to_string(version) +
                  ", this program knows up to " + std::to_string(newest_schema_version()),
              "read it with the version of the program that wrote it");
}

// A refusal of SQLite in our words; `code` where it is none that we know better.
tl::unexpected<Error> refused(const SQLite::Exception& failure, const std::filesystem::path& file,
                              std::string code) {
  if (failure.getErrorCode() == SQLITE_NOTADB) return tl::unexpected<Error>(not_a_journal(file));
  return fail(std::move(code), "the journal '" + file.string() + "' cannot be opened: " + failure.what());
}

Result<void> migrate(SQLite::Database& database, const std::filesystem::path& file) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const Result<int> version = version_of(database, file);
  if (!version) return tl::unexpected<Error>(version.error());
  if (*version > newest_schema_version()) return too_new(file, *version);
  if (*version == 0) {
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)");
  }
  for (int next = *version + 1; next <= newest_schema_version(); ++next) {
    database.exec(kMigrations[static_cast<std::size_t>(next - 1)]);
    database.exec("INSERT INTO schema_version (version) VALUES (" + std::to_string(next) + ")");
  }
  transaction.commit();
  return {};
}

}  // namespace

int newest_schema_version() {
  return static_cast<int>(kMigrations.size());
}

Result<std::unique_ptr<SQLite::Database>> connect_for_writing(const std::filesystem::path& file) {
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX,
        kBusyMillisecondsMax);
    // Looked at before the settings: they would change a file that is not ours.
    const Result<int> version = version_of(*database, file);
    if (!version) return tl::unexpected<Error>(version.error());
    if (*version > newest_schema_version()) return too_new(file, *version);
    database->exec("PRAGMA journal_mode = WAL");
    database->exec("PRAGMA synchronous = NORMAL");
    if (auto migrated = migrate(*database, file); !migrated) {
      return tl::unexpected<Error>(migrated.error());
    }
    return database;
  } catch (const SQLite::Exception& failure) {
    return refused(failure, file, "JournalUnwritable");
  }
}

Result<std::unique_ptr<SQLite::Database>> connect_for_reading(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return fail("JournalMissing", "there is no journal '" + file.string() + "'",
                "record one with `serve --journal FILE` or `run --journal FILE`");
  }
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, kBusyMillisecondsMax);
    const Result<int> version = version_of(*database, file);
    if (!version) return tl::unexpected<Error>(version.error());
    if (*version > newest_schema_version()) return too_new(file, *version);
    if (*version == 0) return tl::unexpected<Error>(not_a_journal(file));
    if (*version < newest_schema_version()) {
      return fail("JournalTooOld",
                  "'" + file.string() + "' has schema version " + std::to_string(*version) +
                      ", reading needs " + std::to_string(newest_schema_version()),
                  "open a copy of it once with `serve --journal`");
    }
    return database;
  } catch (const SQLite::Exception& failure) {
    return refused(failure, file, "JournalUnreadable");
  }
}

}  // namespace droppoint::journal
