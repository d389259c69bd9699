#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/engine/runner.hpp"

namespace droppoint::app {

// One line a scenario to standard output, what did not hold below it with the command that repeats it, and
// the sum.
void print_table(const std::vector<scenarios::Report>& reports, std::uint64_t seed, bool explain);

}  // namespace droppoint::app
