#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/runner.hpp"

namespace droppoint::app {

// Writes the reports in JUnit's XML form. Says what is wrong if the file cannot be written.
std::optional<std::string> write_junit(const std::vector<scenarios::Report>& reports,
                                       const std::string& file);

}  // namespace droppoint::app
