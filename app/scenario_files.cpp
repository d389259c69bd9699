#include "app/scenario_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace droppoint::app {
namespace {

namespace fs = std::filesystem;

// A scenario of that size is none.
constexpr std::uintmax_t kFileBytesMax = 4U << 20U;

bool is_scenario_name(const fs::path& path) {
  const std::string ending = path.extension().string();
  // The language's own schema lies among the scenarios.
  return (ending == ".yaml" || ending == ".yml" || ending == ".json") && path.filename() != "schema.json";
}

void collect(const std::string& path, std::vector<std::string>& files, std::vector<std::string>& problems) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (error || !fs::exists(status)) {
    problems.push_back(fmt::format("there is no '{}': name a scenario file or a folder of them", path));
    return;
  }
  if (!fs::is_directory(status)) {
    files.push_back(path);
    return;
  }
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error) && is_scenario_name(entry->path()))
      found.push_back(entry->path().string());
  }
  if (found.empty())
    problems.push_back(fmt::format("there are no scenarios below '{}': they end in .yaml", path));
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
}

void load(const std::string& file, const std::string& filter, LoadedScenarios& loaded) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  std::ifstream stream(file, std::ios::binary);
  if (error || !stream || size > kFileBytesMax) {
    loaded.problems.push_back(fmt::format("{}: cannot be read as a scenario{}", file,
                                          size > kFileBytesMax && !error ? ": it is over 4 MiB" : ""));
    return;
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  auto scenario = scenarios::read_scenario(file, text);
  if (!scenario) {
    for (const auto& mistake : scenario.error()) {
      loaded.problems.push_back(fmt::format("{}:{}:{}: {}{}", file, mistake.place.line, mistake.place.column,
                                            mistake.message,
                                            mistake.hint.empty() ? "" : " (" + mistake.hint + ")"));
    }
    return;
  }
  const bool wanted = filter.empty() || scenario->name.find(filter) != std::string::npos ||
                      file.find(filter) != std::string::npos;
  if (wanted) loaded.scenarios.push_back(std::move(*scenario));
}

}  // namespace

LoadedScenarios load_scenarios(const std::vector<std::string>& paths, const std::string& filter) {
  LoadedScenarios loaded;
  std::vector<std::string> files;
  for (const std::string& path : paths) collect(path, files, loaded.problems);
  for (const std::string& file : files) load(file, filter, loaded);
  if (loaded.scenarios.empty() && loaded.problems.empty()) {
    loaded.problems.push_back(
        fmt::format("no scenario's name or file contains '{}': run without --filter to see all", filter));
  }
  return loaded;
}

}  // namespace droppoint::app
