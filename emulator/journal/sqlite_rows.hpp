#pragma once

#include <cstdint>

#include <SQLiteCpp/SQLiteCpp.h>

#include "emulator/journal/sqlite_batch.hpp"

namespace droppoint::journal {

// The prepared statements that write batches. Throws SQLite::Exception; the caller has the transaction.
class RowWriter {
 public:
  explicit RowWriter(SQLite::Database& database);

  // Gives the new run its number.
  std::uint64_t begin(const Run& run);
  void write(const Batch& batch);

 private:
  void write(std::uint64_t run, const Batch::HopRecord& record);

  SQLite::Database& database_;
  SQLite::Statement run_;
  SQLite::Statement stimulus_;
  SQLite::Statement trace_;
  SQLite::Statement notification_;
  SQLite::Statement event_;
  SQLite::Statement hop_;
  SQLite::Statement answer_;
};

}  // namespace droppoint::journal
