#include "app/serve/served_cloud.hpp"

#include <nlohmann/json.hpp>

#include "app/control/control_api.hpp"
#include "app/control/stream_ramp_up.hpp"
#include "app/serve/gate.hpp"
#include "app/serve/outgoing_calls.hpp"
#include "emulator/journal/memory_journal.hpp"
#include "emulator/journal/sqlite_journal.hpp"
#include "emulator/net/certificate_authority.hpp"
#include "emulator/net/listener.hpp"
#include "emulator/net/wall_clock.hpp"
#include "fakes/cloud_core.hpp"
#include "fakes/control/answers.hpp"
#include "fakes/routing.hpp"

namespace droppoint::app {
namespace {

net::HostList emulated_host_list(const std::vector<std::string>& allowed) {
  std::vector<std::string> patterns;
  for (const auto& host : fakes::emulated_hosts()) patterns.emplace_back(host.name);
  patterns.insert(patterns.end(), allowed.begin(), allowed.end());
  return net::HostList(patterns);
}

Result<std::shared_ptr<journal::Journal>> open_journal(const ServeOptions& options) {
  if (options.journal_file.empty()) {
    return std::make_shared<journal::MemoryJournal>(journal::MemoryJournal::kBytesMax, options.log);
  }
  auto opened = journal::SqliteJournal::open(options.journal_file);
  if (!opened) return tl::unexpected(opened.error());
  return std::shared_ptr<journal::Journal>(std::move(*opened));
}

}  // namespace

// In order of dependence; stop() ends the two threads before any of them goes away.
struct ServedCloud::Parts {
  explicit Parts(ServeOptions given) : options(std::move(given)) {}

  ServeOptions options;
  net::SystemWallClock wall_clock;
  std::shared_ptr<net::CertificateAuthority> authority;
  std::shared_ptr<journal::Journal> journal;
  std::unique_ptr<Cloud> cloud;
  Gate gate;
  std::unique_ptr<net::Listener> listener;
  std::unique_ptr<owner::Owner> owner;
  std::unique_ptr<ControlApi> api;
  std::unique_ptr<OutgoingCalls> outgoing;
  std::uint16_t port = 0;
  Endpoint endpoint;

  Result<void> open();
  Result<void> listen();
  void make_owner();
};

Result<void> ServedCloud::Parts::open() {
  auto opened_authority = net::CertificateAuthority::open(
      {.directory = options.state_directory, .hosts = emulated_host_list(options.allowed_hosts)});
  if (!opened_authority) return tl::unexpected(opened_authority.error());
  authority = std::move(*opened_authority);
  // Before the journal: a start that finds its port in use leaves no run behind in the file.
  if (auto listening = listen(); !listening) return listening;
  auto opened_journal = open_journal(options);
  if (!opened_journal) return tl::unexpected(opened_journal.error());
  journal = std::move(*opened_journal);
  try {
    cloud = std::make_unique<Cloud>(CloudOptions{.seed = options.seed,
                                                 .config = options.config,
                                                 .start = options.clock_start.value_or(wall_clock.date()),
                                                 .journal = journal});
  } catch (const CloudError& error) {
    return tl::unexpected(error.error());
  }
  if (options.log) cloud->core().wire().on_internal_error(options.log);
  make_owner();
  outgoing = std::make_unique<OutgoingCalls>(*owner, options.config.allow_outbound, options.log);
  cloud->core().call_outside_by(outgoing.get());
  api = std::make_unique<ControlApi>(
      ControlApi::Parts{.cloud = *cloud,
                        .owner = *owner,
                        .endpoint = endpoint,
                        .admission = {.hosts = options.allowed_hosts, .origins = options.allowed_origins},
                        .credential_clock_cloud = options.config.credential_clock_cloud,
                        .log = options.log});
  owner->start();
  gate.open(*owner);
  return {};
}

Result<void> ServedCloud::Parts::listen() {
  net::ListenOptions listening{.hosts = emulated_host_list(options.allowed_hosts),
                               .authority = authority,
                               .limits = {},
                               .log = options.log};
  if (options.config.apns.stream_ramp_up) {
    listening.streams_at_first = [most = listening.limits.streams](std::string_view name, bool certificate) {
      return begins_with_one_stream(name, certificate) ? 1 : most;
    };
  }
  listener = std::make_unique<net::Listener>(std::move(listening));
  auto opened_port = listener->add_port(
      {.host = options.host, .port = options.port, .allow_non_loopback = options.allow_non_loopback}, gate);
  if (!opened_port) return tl::unexpected(opened_port.error());
  port = *opened_port;
  const bool by_name = options.host == "localhost" || options.host == "0.0.0.0" || options.host == "::";
  endpoint = Endpoint{.host = by_name ? "127.0.0.1" : options.host,
                      .port = port,
                      .ca_certificate = std::filesystem::absolute(authority->certificate_file()).string(),
                      .ca_certificate_pem = authority->pem()};
  return {};
}

// Arrivals wait in the inbox until start(): by then the API, which has to know the port, is there.
void ServedCloud::Parts::make_owner() {
  owner = std::make_unique<owner::Owner>(owner::Owner::Options{
      .scheduler = [this]() -> sim::Scheduler& { return cloud->core().scheduler(); },
      .door = [this]() -> owner::Door& { return cloud->core().door(); },
      .handle = [this](net::Arrival&& arrival, sim::Time arrived,
                       owner::Reply reply) { api->handle(std::move(arrival), arrived, std::move(reply)); },
      .journal = *journal,
      .wall_clock = wall_clock,
      .exit = listener->make_exit(),
      .pace = options.pace,
      .log = options.log,
      .refuse_control =
          [](const Error& error) {
            return control::error_response(503, error.code, error.message, error.hint);
          }});
}

ServedCloud::ServedCloud(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

ServedCloud::~ServedCloud() {
  stop();
}

Result<std::unique_ptr<ServedCloud>> ServedCloud::start(ServeOptions options) {
  auto parts = std::make_unique<Parts>(std::move(options));
  if (auto opened = parts->open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<ServedCloud>(new ServedCloud(std::move(parts)));
}

std::uint16_t ServedCloud::port() const {
  return parts_->port;
}

nlohmann::ordered_json ServedCloud::connection_info() {
  nlohmann::ordered_json info;
  parts_->owner->run_and_wait(
      [this, &info] { info = app::connection_info(parts_->cloud->core(), parts_->endpoint); });
  return info;
}

// Nothing new comes in; what came is answered and committed; the listener sends that before it closes.
void ServedCloud::stop() {
  if (parts_->port != 0) parts_->listener->remove_port(parts_->port);
  if (parts_->owner) parts_->owner->stop();
  parts_->outgoing.reset();
  if (parts_->listener) parts_->listener->stop();
}

}  // namespace droppoint::app
