#include "app/commands/open_journal.hpp"

#include <fmt/format.h>

#include "emulator/journal/sqlite_journal.hpp"

namespace droppoint::app {

void print_error(const Error& error) {
  fmt::print(stderr, "droppoint: {}{}\n", error.message, error.hint.empty() ? "" : ": " + error.hint);
}

std::unique_ptr<journal::StoredReader> open_journal(const std::string& file, std::uint64_t run) {
  auto opened = journal::open_for_reading(file);
  if (!opened) {
    print_error(opened.error());
    return nullptr;
  }
  if (run != 0 && !(*opened)->choose(run)) {
    print_error({"RunNotFound", fmt::format("{} has no run {}", file, run),
                 fmt::format("it has {}", (*opened)->runs().size())});
    return nullptr;
  }
  return std::move(*opened);
}

}  // namespace droppoint::app
