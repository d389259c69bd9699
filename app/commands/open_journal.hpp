#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "emulator/journal/sqlite_journal.hpp"

namespace droppoint::app {

// Opens a journal file for reading, at its newest run or the one that is named (0: the newest). Null, with
// one line on standard error, where that cannot be.
std::unique_ptr<journal::StoredReader> open_journal(const std::string& file, std::uint64_t run);

// `droppoint: what is wrong: what to do` on standard error.
void print_error(const Error& error);

}  // namespace droppoint::app
