#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/journal/journal.hpp"
#include "scenarios/engine/scenario.hpp"

namespace droppoint::scenarios {

struct Failure {
  // Counted from 1.
  std::size_t step = 0;
  std::string step_name;
  Place place;
  std::string expected;
  std::string found;
};

struct Report {
  std::string file;
  std::string name;
  bool held = true;
  std::vector<Failure> failures;
  // The verdict of the newest trace with one, for the table and for --explain.
  std::optional<journal::TraceView> trace = {};
  // How far the cloud's clock went.
  sim::Duration simulated{};
};

struct RunOptions {
  std::uint64_t seed = 1;
  // Records there; in memory if absent.
  std::shared_ptr<journal::Journal> journal = {};
};

// Runs the steps in order, on a new cloud with a `skip` clock that begins at 2026-01-01T00:00:00Z. A step
// that cannot be done ends the scenario; an expectation that does not hold is noted and the rest goes on.
Report run(const Scenario& scenario, const RunOptions& options);

}  // namespace droppoint::scenarios
