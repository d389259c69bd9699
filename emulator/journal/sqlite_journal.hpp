#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "emulator/journal/journal.hpp"

namespace droppoint::journal {

// One recorded run of a file. Runs are numbered from 1 in the order in which they began.
struct StoredRun {
  std::uint64_t number = 0;
  Run run;
};

// Reads a journal file: its newest run, until another is chosen. For one thread. A file may be damaged, or be
// written by another process meanwhile: each function shows one moment of it.
class StoredReader : public Reader {
 public:
  // In order of number.
  virtual std::vector<StoredRun> runs() const = 0;
  // False, and no change, if the file has no such run.
  virtual bool choose(std::uint64_t run) = 0;
  virtual std::uint64_t chosen() const = 0;
  // Why the last function that read came back with nothing or too little: a damaged file.
  virtual std::optional<Error> failure() const = 0;
};

// A file that another process may still write to. Errors: `JournalMissing`, `JournalUnreadable`,
// `NotAJournal`, `JournalTooNew` (a later version of the program made it), `JournalTooOld` (opening it for
// recording brings it up to date), `JournalEmpty` (no run began).
Result<std::unique_ptr<StoredReader>> open_for_reading(const std::filesystem::path& file);

// Records into a SQLite file (docs/journal-format.md). The owner's thread only appends to a batch in memory;
// flush() hands it to a writer thread, which commits all that waits in one transaction. What was announced as
// committed is there after the process is killed.
//
// Everything but the callbacks belongs to the owner's thread. Reading flushes and waits for the commit first.
class SqliteJournal final : public Journal {
 public:
  // What may wait for the writer: flush() waits while it is more.
  static constexpr std::size_t kUncommittedBytesMax = std::size_t{64} << 20U;

  // Makes the file if it is missing, and brings an older one up to date. Errors: `JournalUnwritable`,
  // `NotAJournal`, `JournalTooNew`.
  static Result<std::unique_ptr<SqliteJournal>> open(
      const std::filesystem::path& file, std::size_t uncommitted_bytes_max = kUncommittedBytesMax);
  static Result<std::unique_ptr<StoredReader>> open_for_reading(const std::filesystem::path& file) {
    return journal::open_for_reading(file);
  }
  ~SqliteJournal() override;

  // Commits all that was appended and ends the writer thread; nothing is recorded after it. The file is then
  // one file, without SQLite's two beside it.
  void close();

  // Waits until the new run is in the file.
  void start(Run run) override;
  void flush() override;
  void wait_committed() override;
  // Both are called on the writer's thread, and must not call the journal.
  void on_committed(std::function<void(wire::Position)> tell) override;
  void on_failure(std::function<void(const Error&)> tell) override;

  void stimulus(const wire::Stimulus& stimulus) override;
  std::shared_ptr<wire::Hop> open(wire::Hop hop) override;
  void close(const std::shared_ptr<wire::Hop>& hop) override;
  void trace(const wire::Trace& trace) override;
  void notification(const wire::Notification& notification) override;
  void event(const wire::Event& event) override;
  wire::Position position() const override;

  Run run() const override;
  std::optional<TraceView> trace(wire::TraceId id) const override;
  std::vector<TraceView> traces(const TraceFilter& filter) const override;
  std::vector<std::shared_ptr<const wire::Hop>> hops(const HopFilter& filter) const override;
  std::vector<wire::Stimulus> stimuli() const override;
  // All runs of the file; to read an older one, open the file for reading.
  std::vector<StoredRun> runs() const;
  // The number of the run that is recorded; 0 before start(), and after a start() that failed.
  std::uint64_t run_number() const;

 private:
  struct Parts;
  explicit SqliteJournal(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace droppoint::journal
