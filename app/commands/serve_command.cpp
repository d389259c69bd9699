#include "app/commands/serve_command.hpp"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/commands/open_journal.hpp"
#include "app/control/clock_text.hpp"
#include "app/serve/environment.hpp"
#include "app/serve/served_cloud.hpp"
#include "app/serve/state_directory.hpp"
#include "fakes/cloud_devices.hpp"
#include "scenarios/engine/document.hpp"

namespace droppoint::app {
namespace {

struct ServeArguments {
  ServeOptions serve;
  std::string config_file;
  std::string clock = "real";
  std::string clock_start;
  std::string propagation;
  std::string credential_clock = "real";
  std::string connection_info_file;
  std::string state_directory;
  std::string edition;
  bool strict_auth = false;
  std::vector<std::string> allow_outbound;
  bool apns_stream_ramp_up = false;
  bool print_env = false;
};

// A configuration file: what a scenario has under `cloud:`, with or without that line. False, with every
// mistake on standard error, if it cannot be used.
bool read_config(const std::string& file, config::CloudConfig& config) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) {
    print_error(
        {"NoConfig", "the configuration '" + file + "' cannot be read", "name another file with --config"});
    return false;
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto document = scenarios::Document::parse(text);
  std::vector<scenarios::PlacedMistake> placed;
  if (!document) {
    placed.push_back(document.error());
  } else {
    const bool wrapped = document->json().is_object() && document->json().contains("cloud");
    std::vector<config::Mistake> mistakes;
    const auto& json = wrapped ? document->json()["cloud"] : document->json();
    const std::string pointer = wrapped ? "/cloud" : "";
    config = config::read_cloud_config(json, pointer, mistakes);
    fakes::check_cloud_devices(json, pointer, mistakes);
    placed = document->placed(mistakes);
  }
  for (const auto& mistake : placed) {
    fmt::print(stderr, "droppoint: {}:{}:{}: {}{}\n", file, mistake.place.line, mistake.place.column,
               mistake.message, mistake.hint.empty() ? "" : " (" + mistake.hint + ")");
  }
  return placed.empty();
}

// Turns the texts of the command line into what they mean. False, with one line on standard error, if one is
// wrong.
bool complete(ServeArguments& options) {
  ServeOptions& serve = options.serve;
  serve.config = config::default_cloud_config(options.edition == "2021" ? config::Edition::of_2021
                                                                        : config::Edition::current);
  if (!options.config_file.empty() && !read_config(options.config_file, serve.config)) return false;
  const auto pace = parse_clock(options.clock);
  if (!pace) {
    print_error(
        {"InvalidClock", "'" + options.clock + "' is no clock", "use real, manual, skip or scaled=N"});
    return false;
  }
  serve.pace = *pace;
  if (!options.clock_start.empty()) {
    const auto start = sim::parse_iso8601(options.clock_start);
    if (!start) {
      print_error(start.error());
      return false;
    }
    if (*start < sim::Time() || *start > sim::kLastTime) {
      print_error({"InvalidTime", "the clock cannot start at " + options.clock_start,
                   "name a time from 1970 to " + sim::to_iso8601(sim::kLastTime)});
      return false;
    }
    serve.clock_start = *start;
  }
  if (options.propagation == "none") {
    serve.config.propagation = {.most = sim::Duration::zero()};
  } else if (!options.propagation.empty()) {
    const auto most = sim::parse_duration(options.propagation);
    if (!most) {
      print_error(most.error());
      return false;
    }
    serve.config.propagation = {.most = *most};
  }
  if (options.strict_auth) serve.config.strict_auth = true;
  for (const std::string& host : options.allow_outbound) {
    if (const auto error = config::wrong_outbound_host(host)) {
      print_error({error->code, "--allow-outbound: " + error->message, error->hint});
      return false;
    }
  }
  serve.config.allow_outbound.insert(serve.config.allow_outbound.end(), options.allow_outbound.begin(),
                                     options.allow_outbound.end());
  if (options.apns_stream_ramp_up) serve.config.apns.stream_ramp_up = true;
  if (options.credential_clock == "cloud") serve.config.credential_clock_cloud = true;
  serve.state_directory =
      options.state_directory.empty() ? default_state_directory() : options.state_directory;
  serve.log = [](std::string_view line) { fmt::print(stderr, "droppoint: {}\n", line); };
  return true;
}

// What people copy from the terminal, after the ready line that programs wait for.
void print_welcome(const nlohmann::ordered_json& info) {
  fmt::print("  plain HTTP             {}\n", info["http_endpoint"].get<std::string>());
  fmt::print("  certificate authority  {}\n", info["ca_certificate"].get<std::string>());
  for (const auto& [name, resource] : info["communication_services"].items()) {
    fmt::print("  {:<22} {}\n", name, resource["connection_string"].get<std::string>());
  }
  for (const auto& [name, hub] : info["notification_hubs"].items()) {
    fmt::print("  {:<22}\n", name);
    for (const auto& [policy, text] : hub["connection_strings"].items()) {
      fmt::print("    {:<36} {}\n", policy, text.get<std::string>());
    }
  }
}

int serve_command(ServeArguments& options) {
  if (!complete(options)) return 2;
  // Before any thread begins, so that only sigwait below sees them.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  auto served = ServedCloud::start(options.serve);
  if (!served) {
    print_error(served.error());
    return 2;
  }
  const auto info = (*served)->connection_info();
  if (!options.connection_info_file.empty()) {
    if (auto written = write_whole(options.connection_info_file, info.dump(2) + '\n'); !written) {
      print_error(written.error());
      return 2;
    }
  }
  std::string exports;
  if (options.print_env) {
    const auto environment = environment_of(info, options.serve.state_directory);
    if (!environment) {
      print_error(environment.error());
      return 2;
    }
    exports = export_lines(*environment);
  }
  std::string address = info["endpoint"].get<std::string>();
  address.pop_back();
  fmt::print("droppoint: ready {}\n", address);
  if (options.print_env) {
    fmt::print("{}", exports);
  } else {
    print_welcome(info);
  }
  std::fflush(stdout);
  int received = 0;
  sigwait(&ending, &received);
  (*served)->stop();
  return 0;
}

}  // namespace

void add_serve_command(CLI::App& program, int& code) {
  auto options = std::make_shared<ServeArguments>();
  CLI::App* command = program.add_subcommand("serve", "Serves the cloud to real clients until Ctrl-C");
  command->add_option("--port", options->serve.port, "The port; 0 for any free one")->capture_default_str();
  command->add_option("--host", options->serve.host, "The address to listen on")->capture_default_str();
  command->add_option("--config", options->config_file, "A YAML file with the words of a scenario's cloud:");
  command->add_option("--journal", options->serve.journal_file, "Records into this file instead of memory");
  command->add_option("--clock", options->clock, "real, manual, skip or scaled=N")->capture_default_str();
  command->add_option("--clock-start", options->clock_start,
                      "Where the clock starts; the real time, if not said");
  command->add_option("--seed", options->serve.seed, "What all randomness comes from")->capture_default_str();
  command->add_option("--propagation", options->propagation,
                      "How long a changed link takes to show: none, or 10m");
  command->add_option("--edition", options->edition, "Of the default cloud: current or 2021")
      ->check(CLI::IsMember({"current", "2021"}));
  command->add_option("--state-dir", options->state_directory, "Where the certificate authority is kept");
  command->add_option("--connection-info", options->connection_info_file,
                      "Writes the connection info to this file when ready");
  command->add_flag("--print-env", options->print_env, "Prints export lines after the ready line");
  command->add_option("--allow-host", options->serve.allowed_hosts,
                      "A further name for Host and certificates");
  command->add_option("--allow-origin", options->serve.allowed_origins,
                      "A further origin for the control API");
  command->add_option("--allow-outbound", options->allow_outbound,
                      "A host beside loopback that webhooks and functions may be called at");
  command->add_flag("--allow-non-loopback", options->serve.allow_non_loopback,
                    "Lets --host be reached from other machines");
  command->add_flag("--strict-auth", options->strict_auth,
                    "Takes only tokens that the emulated Entra ID issued");
  command->add_flag("--apns-stream-ramp-up", options->apns_stream_ramp_up,
                    "Allows a connection to APNs one stream until it has sent a valid token");
  command
      ->add_option("--credential-clock", options->credential_clock,
                   "Whose clock judges outside credentials: real or cloud")
      ->check(CLI::IsMember({"real", "cloud"}))
      ->capture_default_str();
  command->footer("Example: droppoint serve --port 0 --journal session.db --clock manual");
  command->callback([options, &code] { code = serve_command(*options); });
}

}  // namespace droppoint::app
