#pragma once

#include <memory>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "emulator/journal/sqlite_journal.hpp"

namespace droppoint::journal {

// Reads by a connection of its own.
class SqliteReader final : public StoredReader {
 public:
  // `run` 0: the newest.
  explicit SqliteReader(std::unique_ptr<SQLite::Database> database, std::uint64_t run = 0);

  std::vector<StoredRun> runs() const override;
  bool choose(std::uint64_t run) override;
  std::uint64_t chosen() const override { return run_; }
  std::optional<Error> failure() const override { return failure_; }

  Run run() const override;
  std::optional<TraceView> trace(wire::TraceId id) const override;
  std::vector<TraceView> traces(const TraceFilter& filter) const override;
  std::vector<std::shared_ptr<const wire::Hop>> hops(const HopFilter& filter) const override;
  std::vector<wire::Stimulus> stimuli() const override;

 private:
  // Runs `read` within one transaction; keeps what went wrong for failure(), and what was read before that.
  template <class Value, class Read>
  Value guarded(Value value, Read read) const;
  // False, and kept for failure(), for a row that cannot be read.
  bool whole(bool damaged, const char* table) const;
  std::vector<wire::Notification> notifications(const std::string& trace) const;
  void complete(TraceView& view) const;

  std::unique_ptr<SQLite::Database> database_;
  std::uint64_t run_ = 0;
  mutable std::optional<Error> failure_;
};

}  // namespace droppoint::journal
