#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/result.hpp"

namespace droppoint::app {

// The variables that point real clients here, from a connection info. Writes the files that some of them name
// (a service account, and the system's certificates with ours) into the state directory.
Result<std::vector<std::pair<std::string, std::string>>> environment_of(
    const nlohmann::ordered_json& connection_info, const std::filesystem::path& state_directory);

// `export NAME='value'` lines for a shell.
std::string export_lines(const std::vector<std::pair<std::string, std::string>>& environment);

// Writes a file so that nobody ever sees half of it.
Result<void> write_whole(const std::filesystem::path& file, const std::string& text);

}  // namespace droppoint::app
