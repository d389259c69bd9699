#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/owner/pace.hpp"
#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/config/cloud_config.hpp"

namespace droppoint::app {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 10600;
  config::CloudConfig config;
  // Empty: the journal is kept in memory.
  std::string journal_file = {};
  std::filesystem::path state_directory;
  owner::Pace pace = {};
  // None: the real time at the start.
  std::optional<sim::Time> clock_start = {};
  std::uint64_t seed = 1;
  std::vector<std::string> allowed_hosts = {};
  std::vector<std::string> allowed_origins = {};
  bool allow_non_loopback = false;
  // Told one line for each thing that went wrong; any thread.
  std::function<void(std::string_view)> log = {};
};

// One cloud at one port: the listener's thread, the owner's thread, and a journal.
class ServedCloud {
 public:
  // Errors: of the state directory, the port, the journal file and the configuration.
  static Result<std::unique_ptr<ServedCloud>> start(ServeOptions options);
  ~ServedCloud();

  std::uint16_t port() const;
  // As `GET /_droppoint/v1/connection-info` answers it.
  nlohmann::ordered_json connection_info();
  // Accepts no more, answers what is under way, commits and closes.
  void stop();

 private:
  struct Parts;
  explicit ServedCloud(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace droppoint::app
