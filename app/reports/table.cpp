#include "app/reports/table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/engine/explain.hpp"

namespace droppoint::app {
namespace {

std::string outcome_of(const scenarios::Report& report) {
  if (!report.trace) return "-";
  const wire::Verdict& verdict = report.trace->verdict;
  if (verdict.state == wire::VerdictState::delivered) return "delivered by " + verdict.by;
  if (verdict.state == wire::VerdictState::pending) return report.trace->trace.kind.empty() ? "-" : "pending";
  return fmt::format("{} {}", verdict.drop_point.value_or(0), verdict.cause);
}

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash);
}

void print_failures(const scenarios::Report& report, std::uint64_t seed) {
  for (const auto& failure : report.failures) {
    fmt::print("      {}:{}:{}: step {} ({})\n", report.file, failure.place.line, failure.place.column,
               failure.step, failure.step_name);
    fmt::print("        expected: {}\n        found:    {}\n", failure.expected, failure.found);
  }
  fmt::print("      repeat: droppoint run {} --seed {} --explain\n", report.file, seed);
}

}  // namespace

void print_table(const std::vector<scenarios::Report>& reports, std::uint64_t seed, bool explain) {
  std::size_t width = 0;
  for (const auto& report : reports) width = std::max(width, report.name.size());
  std::string folder;
  std::size_t held = 0;
  sim::Duration simulated{};
  for (const auto& report : reports) {
    if (folder_of(report.file) != folder) {
      folder = folder_of(report.file);
      fmt::print("{}\n", folder);
    }
    fmt::print("  {}  {:<{}}  {}\n", report.held ? "held  " : "BROKEN", report.name, width,
               outcome_of(report));
    if (!report.held) print_failures(report, seed);
    if (explain && report.trace) {
      const std::string text = scenarios::explain(*report.trace);
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        fmt::print("      {}\n", text.substr(at, end - at));
        at = end + 1;
      }
    }
    held += report.held ? 1U : 0U;
    simulated += report.simulated;
  }
  fmt::print("\n{} held, {} broken; {} of simulated time; seed {}\n", held, reports.size() - held,
             sim::to_text(simulated), seed);
}

}  // namespace droppoint::app
