#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include <SQLiteCpp/SQLiteCpp.h>

#include "emulator/result.hpp"

// The tables of a journal file and how they came to be. Only this folder's sqlite_*.cpp include it.

namespace droppoint::journal {

// Rows of one run are numbered within it: its sequence, trace or notification number is below this.
inline constexpr std::int64_t kRowsPerRunMax = std::int64_t{1} << 40U;

inline std::int64_t row_id(std::uint64_t run, std::uint64_t number) {
  return static_cast<std::int64_t>(run) * kRowsPerRunMax + static_cast<std::int64_t>(number);
}

// The version that this program writes and reads.
int newest_schema_version();

// Connections with our settings. Errors are those of SqliteJournal::open and open_for_reading.
Result<std::unique_ptr<SQLite::Database>> connect_for_writing(const std::filesystem::path& file);
Result<std::unique_ptr<SQLite::Database>> connect_for_reading(const std::filesystem::path& file);

}  // namespace droppoint::journal
