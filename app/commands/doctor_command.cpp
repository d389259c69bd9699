#include "app/commands/doctor_command.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/serve/state_directory.hpp"
#include "emulator/net/listener.hpp"

namespace droppoint::app {
namespace {

namespace fs = std::filesystem;

struct Finding {
  bool good = true;
  std::string what;
  // How to mend it.
  std::string remedy = {};
};

// Takes nothing: a port that can be opened is free.
class NobodyHome final : public net::Entrance {
 public:
  bool offer(net::Arrival&&) override { return false; }
};

Finding check_port(std::uint16_t port) {
  net::Listener listener({});
  NobodyHome nobody;
  const auto opened = listener.add_port({.port = port}, nobody);
  if (opened) return {.what = fmt::format("port {} is free", port)};
  return {false, opened.error().message, "serve with --port 0, or end what uses it"};
}

// Only looks: an authority that was made for other names would be made anew by opening it.
Finding check_state(const std::string& directory) {
  std::error_code error;
  fs::path existing = fs::absolute(directory, error);
  while (!existing.empty() && !fs::exists(existing, error) && existing != existing.root_path())
    existing = existing.parent_path();
  if (fs::is_directory(existing, error) && ::access(existing.c_str(), W_OK | X_OK) == 0) {
    return {.what = fmt::format("the state directory {} can be written", directory)};
  }
  return {false, fmt::format("the state directory {} cannot be written ({})", directory, existing.string()),
          "name another folder with --state-dir"};
}

Finding check_tool(const std::string& name, const std::string& needed_for) {
  const char* path = std::getenv("PATH");
  const std::string all = path == nullptr ? "" : path;
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find(':', at), all.size());
    std::error_code error;
    const fs::path candidate = fs::path(all.substr(at, end - at)) / name;
    if (fs::is_regular_file(candidate, error))
      return {.what = fmt::format("{} is there: {}", name, candidate.string())};
    at = end + 1;
  }
  return {false, fmt::format("{} is missing", name), fmt::format("install it ({})", needed_for)};
}

// A proxy of the surroundings takes clients away from loopback unless it is told not to.
Finding check_proxy() {
  for (const char* name : {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const char* except =
        std::getenv("NO_PROXY") != nullptr ? std::getenv("NO_PROXY") : std::getenv("no_proxy");
    if (except != nullptr && std::string(except).find("127.0.0.1") != std::string::npos) break;
    return {false, fmt::format("{} is set, and NO_PROXY does not name 127.0.0.1", name),
            "export NO_PROXY=127.0.0.1,localhost for clients of the emulator"};
  }
  return {.what = "no proxy stands between clients and loopback"};
}

int doctor_command(const std::string& state, std::uint16_t port) {
  const std::vector<Finding> findings{check_state(state.empty() ? default_state_directory() : state),
                                      check_port(port), check_proxy(),
                                      check_tool("curl", "the examples of the documentation use it"),
                                      check_tool("sqlite3", "to look into journal files by hand")};
  bool good = true;
  for (const Finding& finding : findings) {
    good = good && finding.good;
    fmt::print("{}  {}{}\n", finding.good ? "ok     " : "problem", finding.what,
               finding.remedy.empty() ? "" : ": " + finding.remedy);
  }
  return good ? 0 : 1;
}

}  // namespace

void add_doctor_command(CLI::App& program, int& code) {
  struct Options {
    std::string state;
    std::uint16_t port = 10600;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("doctor", "Says what is missing on this machine, and how to mend it");
  command->add_option("--state-dir", options->state, "Where the certificate authority is kept");
  command->add_option("--port", options->port, "The port that serve would use")->capture_default_str();
  command->footer("Example: droppoint doctor");
  command->callback([options, &code] { code = doctor_command(options->state, options->port); });
}

}  // namespace droppoint::app
