#include <algorithm>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/journal_commands.hpp"
#include "app/commands/open_journal.hpp"
#include "scenarios/replay/replay.hpp"

namespace droppoint::app {
namespace {

// The lines of which one side has another, as a diff shows them.
void print_difference(const scenarios::ReplayDifference& difference) {
  if (difference.hop != 0) fmt::print("first difference: hop {}: {}\n", difference.hop, difference.what);
  if (difference.hop == 0) fmt::print("first difference: {}\n", difference.what);
  const auto lines_of = [](const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  };
  const auto recorded = lines_of(difference.recorded);
  const auto replayed = lines_of(difference.replayed);
  for (std::size_t index = 0; index < std::max(recorded.size(), replayed.size()); ++index) {
    const std::string before = index < recorded.size() ? recorded[index] : "";
    const std::string after = index < replayed.size() ? replayed[index] : "";
    if (before == after) continue;
    if (index < recorded.size()) fmt::print("- {}\n", before);
    if (index < replayed.size()) fmt::print("+ {}\n", after);
  }
}

int replay_command(const std::string& file, std::uint64_t run) {
  const auto journal = open_journal(file, run);
  if (!journal) return 2;
  const auto result = scenarios::replay(*journal);
  if (!result) {
    print_error(result.error());
    return 2;
  }
  if (result->difference) {
    print_difference(*result->difference);
    return 1;
  }
  fmt::print("same: {} stimuli, {} hops\n", result->stimuli, result->hops);
  return 0;
}

}  // namespace

void add_replay_command(CLI::App& program, int& code) {
  struct Options {
    std::string file;
    std::uint64_t run = 0;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("replay", "Feeds a journal's stimuli to a new cloud and compares");
  command->add_option("JOURNAL", options->file, "A file that serve --journal or run --journal wrote")
      ->required();
  command->add_option("--run", options->run, "Which run of the file: the newest, if not said");
  command->footer("Example: droppoint replay session.db");
  command->callback([options, &code] { code = replay_command(options->file, options->run); });
}

}  // namespace droppoint::app
