#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scenarios/engine/runner.hpp"

namespace droppoint::app {

// Runs each scenario on a cloud of its own, `jobs` at the same time. Reports come in the order of the
// scenarios, whatever the number of jobs.
std::vector<scenarios::Report> run_all(const std::vector<scenarios::Scenario>& all, std::uint64_t seed,
                                       unsigned jobs, const std::shared_ptr<journal::Journal>& journal);

}  // namespace droppoint::app
