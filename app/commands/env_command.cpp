#include "app/commands/env_command.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/commands/open_journal.hpp"
#include "app/serve/environment.hpp"
#include "app/serve/state_directory.hpp"
#include "emulator/net/outgoing_client.hpp"

namespace droppoint::app {
namespace {

constexpr std::chrono::seconds kPatience{5};

Result<nlohmann::ordered_json> ask_connection_info(std::uint16_t port) {
  net::OutgoingClient client({});
  auto answered = std::make_shared<std::promise<Result<http::Response>>>();
  http::Request request{.method = "GET",
                        .target = fmt::format("http://127.0.0.1:{}/_droppoint/v1/connection-info", port),
                        .authority = {},
                        .headers = {},
                        .body = {}};
  const bool sent = client.send(
      1, std::move(request), kPatience,
      [answered](auto, Result<http::Response> response) { answered->set_value(std::move(response)); });
  if (sent) {
    const auto response = answered->get_future().get();
    if (response && response->status == 200) {
      auto json = nlohmann::ordered_json::parse(http::bytes_of(response->body), nullptr, false);
      if (json.is_object()) return json;
    }
  }
  return fail("NotServed", fmt::format("no Droppoint answers on port {}", port),
              "start one with droppoint serve, or name its --port");
}

int env_command(std::uint16_t port, const std::string& state) {
  const auto info = ask_connection_info(port);
  if (!info) {
    print_error(info.error());
    return 2;
  }
  const auto environment = environment_of(*info, state.empty() ? default_state_directory() : state);
  if (!environment) {
    print_error(environment.error());
    return 2;
  }
  fmt::print("{}", export_lines(*environment));
  return 0;
}

}  // namespace

void add_env_command(CLI::App& program, int& code) {
  struct Options {
    std::uint16_t port = 10600;
    std::string state;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("env", "Prints export lines for a cloud that is being served");
  command->add_option("--port", options->port, "Where it is served")->capture_default_str();
  command->add_option("--state-dir", options->state, "Where files that the lines name are written");
  command->footer("Example: eval \"$(droppoint env)\"");
  command->callback([options, &code] { code = env_command(options->port, options->state); });
}

}  // namespace droppoint::app
