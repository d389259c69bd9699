#include "app/commands/run_command.hpp"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/open_journal.hpp"
#include "app/commands/run_all.hpp"
#include "app/reports/junit.hpp"
#include "app/reports/table.hpp"
#include "app/scenario_files.hpp"
#include "emulator/journal/sqlite_journal.hpp"

namespace droppoint::app {
namespace {

struct RunArguments {
  std::vector<std::string> paths;
  std::string filter;
  std::string junit;
  std::string journal;
  std::uint64_t seed = 1;
  unsigned jobs = 1;
  bool explain = false;
};

int run_command(const RunArguments& options) {
  auto loaded = load_scenarios(options.paths, options.filter);
  for (const std::string& problem : loaded.problems) fmt::print(stderr, "droppoint: {}\n", problem);
  if (!loaded.problems.empty()) return 2;
  std::shared_ptr<journal::Journal> journal;
  if (!options.journal.empty()) {
    auto opened = journal::SqliteJournal::open(options.journal);
    if (!opened) {
      print_error(opened.error());
      return 2;
    }
    journal = std::move(*opened);
  }
  const auto reports = run_all(loaded.scenarios, options.seed, journal ? 1 : options.jobs, journal);
  print_table(reports, options.seed, options.explain);
  if (!options.junit.empty()) {
    if (const auto problem = write_junit(reports, options.junit)) {
      fmt::print(stderr, "droppoint: {}\n", *problem);
      return 2;
    }
  }
  for (const auto& report : reports) {
    if (!report.held) return 1;
  }
  return 0;
}

}  // namespace

void add_run_command(CLI::App& program, int& code) {
  auto options = std::make_shared<RunArguments>();
  CLI::App* command = program.add_subcommand("run", "Runs scenarios and prints a table");
  command->add_option("PATH", options->paths, "Scenario files, or folders that are searched for them")
      ->required();
  command->add_option("--filter", options->filter, "Only scenarios whose name or file contains this text");
  command->add_option("--seed", options->seed, "What all randomness comes from")->capture_default_str();
  command->add_option("--jobs", options->jobs, "How many run at the same time")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  command->add_option("--junit", options->junit, "Also writes a JUnit report to this file");
  command->add_option("--journal", options->journal,
                      "Records into this file, a run for each scenario (then they run one after the other)");
  command->add_flag("--explain", options->explain,
                    "Shows of each scenario what became of its notification, and why");
  command->footer("Example: droppoint run scenarios --filter regenerated --explain");
  command->callback([options, &code] { code = run_command(*options); });
}

}  // namespace droppoint::app
