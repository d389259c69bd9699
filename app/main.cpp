#include <exception>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/doctor_command.hpp"
#include "app/commands/env_command.hpp"
#include "app/commands/journal_commands.hpp"
#include "app/commands/run_command.hpp"
#include "app/commands/serve_command.hpp"

namespace {

// One line, as every error of the program: `droppoint: what is wrong (where): what to do`.
int wrong_arguments(const CLI::App& program, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return program.exit(error);
  fmt::print(stderr, "droppoint: {}: droppoint --help shows what is possible\n", error.what());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program{"A local emulator of the push path of Azure Communication Services."};
  program.name("droppoint");
  program.set_version_flag("--version", std::string("droppoint ") + DROPPOINT_VERSION);
  program.require_subcommand(1);
  int code = 0;
  droppoint::app::add_serve_command(program, code);
  droppoint::app::add_env_command(program, code);
  droppoint::app::add_run_command(program, code);
  droppoint::app::add_inspect_command(program, code);
  droppoint::app::add_export_command(program, code);
  droppoint::app::add_replay_command(program, code);
  droppoint::app::add_doctor_command(program, code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return wrong_arguments(program, error);
  } catch (const std::system_error& refusal) {
    // Writing to standard output is all that is left to throw it.
    fmt::print(stderr, "droppoint: cannot write the output ({}): free some space or name another file\n",
               refusal.code().message());
    return 2;
  } catch (const std::exception& failure) {
    fmt::print(stderr, "droppoint: internal error: {}\n", failure.what());
    return 70;
  }
  return code;
}
