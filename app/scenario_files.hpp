#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/scenario.hpp"

namespace droppoint::app {

struct LoadedScenarios {
  std::vector<scenarios::Scenario> scenarios;
  // One line each: `file:line:column: what (did you mean …)`. All mistakes of all files.
  std::vector<std::string> problems;
};

// Reads files, and the .yaml, .yml and .json files below folders in order of name. A filter that leaves none,
// a path that is not there, and a folder without scenarios are problems too.
LoadedScenarios load_scenarios(const std::vector<std::string>& paths, const std::string& filter);

}  // namespace droppoint::app
