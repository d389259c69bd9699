#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/journal_commands.hpp"
#include "app/commands/open_journal.hpp"
#include "emulator/journal/json.hpp"

namespace droppoint::app {

void add_export_command(CLI::App& program, int& code) {
  struct Options {
    std::string file;
    std::string format = "json";
    std::uint64_t run = 0;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("export", "Writes a run of a journal to standard output");
  command->add_option("JOURNAL", options->file, "A file that serve --journal or run --journal wrote")
      ->required();
  command->add_option("--format", options->format, "json")
      ->check(CLI::IsMember({"json"}))
      ->capture_default_str();
  command->add_option("--run", options->run, "Which run of the file: the newest, if not said");
  command->footer("Example: droppoint export session.db --format json > session.json");
  command->callback([options, &code] {
    const auto journal = open_journal(options->file, options->run);
    code = journal ? 0 : 2;
    if (!journal) return;
    const std::string text = journal::export_json(*journal);
    // Half a journal would pass for a whole one.
    if (const auto failure = journal->failure()) {
      print_error(*failure);
      code = 2;
      return;
    }
    fmt::print("{}", text);
  });
}

}  // namespace droppoint::app
