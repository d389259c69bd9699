#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/journal_commands.hpp"
#include "app/commands/open_journal.hpp"
#include "emulator/net/wall_clock.hpp"
#include "scenarios/engine/explain.hpp"

namespace droppoint::app {
namespace {

constexpr std::chrono::milliseconds kFollowInterval{300};

struct InspectArguments {
  std::string file;
  std::string trace;
  std::uint64_t run = 0;
  bool dropped = false;
  bool follow = false;
};

std::string verdict_text(const wire::Verdict& verdict) {
  if (verdict.state == wire::VerdictState::delivered) return "delivered by " + verdict.by;
  if (verdict.state == wire::VerdictState::pending) return "pending";
  return fmt::format("dropped at {}: {}", verdict.drop_point ? std::to_string(*verdict.drop_point) : "-",
                     verdict.cause);
}

std::string answer_text(const wire::Hop& hop) {
  if (!hop.answer) return "open";
  if (!hop.answer->has_value()) return std::string(wire::to_text(hop.answer->error()));
  return std::to_string((*hop.answer)->status);
}

int show_trace(const journal::Reader& journal, const InspectArguments& options) {
  const auto id = wire::parse_trace_id(options.trace);
  const auto view = id ? journal.trace(*id) : std::nullopt;
  if (!view) {
    print_error({"TraceNotFound", fmt::format("{} has no trace '{}'", options.file, options.trace),
                 "inspect without --trace lists them"});
    return 2;
  }
  fmt::print("{}", scenarios::explain(*view));
  for (const auto& hop : view->hops) {
    fmt::print("  {:>5}  {}  {} -> {}  {} {}  {}\n", hop->sequence, sim::to_iso8601(hop->sent_at),
               wire::to_text(hop->from), wire::to_text(hop->to), hop->request.method, hop->request.target,
               answer_text(*hop));
  }
  return 0;
}

// Prints the traces after `filter.after` and moves it on.
void list_traces(const journal::Reader& journal, journal::TraceFilter& filter) {
  for (auto traces = journal.traces(filter); !traces.empty(); traces = journal.traces(filter)) {
    for (const auto& trace : traces) {
      fmt::print("{:<6} {}  {:<14} {}\n", wire::to_text(trace.trace.id),
                 sim::to_iso8601(trace.trace.started_at), trace.trace.kind, verdict_text(trace.verdict));
      filter.after = trace.trace.id.value;
    }
  }
  std::fflush(stdout);
}

int inspect_command(const InspectArguments& options) {
  const auto journal = open_journal(options.file, options.run);
  if (!journal) return 2;
  if (!options.trace.empty()) return show_trace(*journal, options);
  journal::TraceFilter filter;
  if (options.dropped) filter.state = wire::VerdictState::dropped;
  list_traces(*journal, filter);
  if (filter.after == 0 && !options.follow && !journal->failure()) {
    fmt::print(stderr, "droppoint: {} has no {} in run {} of {}\n", options.file,
               options.dropped ? "trace that fell" : "traces", journal->chosen(), journal->runs().size());
  }
  // Another process writes the file, and SQLite does not say when: it is asked again until Ctrl-C.
  net::SystemWallClock clock;
  std::mutex mutex;
  std::condition_variable nobody_notifies;
  std::unique_lock lock(mutex);
  while (options.follow) {
    clock.wait(lock, nobody_notifies, clock.steady() + kFollowInterval);
    list_traces(*journal, filter);
  }
  if (const auto failure = journal->failure()) {
    print_error(*failure);
    return 2;
  }
  return 0;
}

}  // namespace

void add_inspect_command(CLI::App& program, int& code) {
  auto options = std::make_shared<InspectArguments>();
  CLI::App* command = program.add_subcommand("inspect", "Shows the traces and verdicts of a journal");
  command->add_option("JOURNAL", options->file, "A file that serve --journal or run --journal wrote")
      ->required();
  command->add_flag("--dropped", options->dropped, "Only traces that fell");
  command->add_option("--trace", options->trace, "One trace, explained and hop by hop");
  command->add_flag("--follow", options->follow, "Goes on as traces come");
  command->add_option("--run", options->run, "Which run of the file: the newest, if not said");
  command->footer("Example: droppoint inspect session.db --dropped");
  command->callback([options, &code] { code = inspect_command(*options); });
}

}  // namespace droppoint::app
