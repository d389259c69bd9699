#include "fakes/cloud_core.hpp"

#include <nlohmann/json.hpp>

#include "emulator/journal/memory_journal.hpp"
#include "fakes/apns/apns.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/cloud_apns.hpp"
#include "fakes/cloud_fcm.hpp"
#include "fakes/cloud_store.hpp"
#include "fakes/communication_services/communication_services.hpp"
#include "fakes/control/fault_control.hpp"
#include "fakes/devices/devices.hpp"
#include "fakes/entra/entra.hpp"
#include "fakes/event_grid/not_emulated.hpp"
#include "fakes/fcm/fcm.hpp"
#include "fakes/monitor/monitor.hpp"
#include "fakes/notification_hubs/notification_hubs.hpp"
#include "fakes/outside_client.hpp"
#include "fakes/resource_manager/resource_manager.hpp"
#include "fakes/resources/directory.hpp"
#include "fakes/well_known.hpp"

namespace droppoint::fakes {
namespace {

communication_services::Options communication_options(const config::CloudConfig& config) {
  using communication_services::Propagation;
  communication_services::Options options;
  options.edition = config.edition == config::Edition::current ? communication_services::Edition::current
                                                               : communication_services::Edition::of_2021;
  if (config.fcm_format) {
    options.fcm_format = *config.fcm_format == config::FcmFormat::gcm
                             ? communication_services::FcmFormat::gcm
                             : communication_services::FcmFormat::fcm_v1;
  }
  options.propagation = config.propagation.uniform ? Propagation::uniform(config.propagation.most)
                        : config.propagation.most == sim::Duration::zero()
                            ? Propagation::none()
                            : Propagation::fixed(config.propagation.most);
  options.push_in_foreground = config.push_in_foreground;
  options.call_push_expiry = config.call_push_expiry;
  options.strict_auth = config.strict_auth;
  return options;
}

}  // namespace

// In order of dependence: what stands first goes away last. Tasks are destroyed before any of them.
struct CloudCore::Parts {
  Parts(const CloudOptions& options, const config::CloudConfig& config, std::uint64_t seed,
        wire::Recorder& recorder)
      : scheduler(options.start),
        random(seed),
        wire(scheduler, random, recorder),
        door(wire),
        resource_manager({.wire = wire,
                          .store = store,
                          .metrics = metrics,
                          .random = random,
                          .options = {.strict_auth = config.strict_auth, .tenant_id = std::string(kTenant)}}),
        entra({.wire = wire,
               .random = random,
               .options = {.applications = {{std::string(kTenant), std::string(kClient),
                                             std::string(kClientSecret)}}}}),
        communication_services({wire, store, directory, random, communication_options(config)}),
        notification_hubs(
            {.wire = wire, .store = store, .metrics = metrics, .directory = directory, .random = random}),
        apns({wire, directory, random, apns_options(config)}),
        fcm({wire, directory, random, fcm_options(config, options.start)}),
        devices({.wire = wire, .directory = directory, .store = store}),
        monitor({wire, store, metrics}),
        faults(wire),
        outside(wire, door) {
    fill_store(config, random, scheduler.now(), store);
    wire.attach(wire::Party::resource_manager, resource_manager);
    wire.attach(wire::Party::entra, entra);
    wire.attach(wire::Party::communication_services, communication_services);
    wire.attach(wire::Party::notification_hubs, notification_hubs);
    wire.attach(wire::Party::apns, apns);
    wire.attach(wire::Party::fcm, fcm);
    wire.attach(wire::Party::device, devices);
    wire.attach(wire::Party::monitor, monitor);
    wire.attach(wire::Party::event_grid, event_grid);
    wire.attach(wire::Party::droppoint, faults);
    wire.attach(wire::Party::client, client);
    wire.attach(wire::Party::webhook, outside);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() { scheduler.destroy_tasks(); }

  sim::Scheduler scheduler;
  sim::Random random;
  wire::Wire wire;
  owner::Door door;
  resources::Store store;
  resources::Metrics metrics;
  resources::Directory directory;
  resource_manager::ResourceManager resource_manager;
  entra::Entra entra;
  communication_services::CommunicationServices communication_services;
  notification_hubs::NotificationHubs notification_hubs;
  apns::Apns apns;
  fcm::Fcm fcm;
  devices::Devices devices;
  monitor::Monitor monitor;
  event_grid::NotEmulated event_grid;
  control::FaultControl faults;
  OutsideClient client;
  OutsideEndpoints outside;
};

namespace {

sim::Task<void> let_in(owner::Door* door, owner::Request request,
                       std::shared_ptr<std::optional<wire::Answer>> answer) {
  auto admitting = door->admit(std::move(request));
  *answer = co_await std::move(admitting);
}

sim::Task<wire::Answer> answered(http::Response response) {
  co_return response;
}

sim::Task<void> set_up(wire::Wire* wire, wire::Exchange exchange,
                       std::shared_ptr<std::optional<wire::Answer>> answer) {
  auto answering = wire->exchange(std::move(exchange));
  *answer = co_await std::move(answering);
}

}  // namespace

CloudCore::CloudCore(CloudOptions options)
    : options_(std::move(options)),
      config_(options_.config.value_or(config::default_cloud_config())),
      seed_(options_.seed),
      journal_(options_.journal ? options_.journal
                                : std::make_shared<journal::MemoryJournal>(options_.journal_bytes_max)) {
  build();
}

CloudCore::~CloudCore() = default;

void CloudCore::reset(std::optional<std::uint64_t> seed) {
  seed_ = seed.value_or(seed_);
  build();
  if (outgoing_ != nullptr) outgoing_->forget();
}

void CloudCore::build() {
  parts_.reset();
  journal_->start({.seed = seed_,
                   .started_at = options_.start,
                   .configuration = config::to_json(config_).dump(),
                   .version = DROPPOINT_VERSION});
  parts_ = std::make_unique<Parts>(options_, config_, seed_, *journal_);
  parts_->client.pass_on(pass_on_);
  parts_->outside.call_by(outgoing_);
  for (const auto& [prefix, handler] : handlers_) parts_->outside.handle_url(prefix, handler);
  add_devices();
}

// Part of the configuration, not a stimulus: a replay builds the same devices from it.
void CloudCore::add_devices() {
  for (const auto& device : config_.devices) {
    const auto answer = std::make_shared<std::optional<wire::Answer>>();
    wire::Exchange exchange{.to = wire::Party::device,
                            .trace = parts_->wire.ledger().open_trace(),
                            .request = {.method = "PUT",
                                        .target = "/_droppoint/v1/devices/" + device.name,
                                        .authority = "localhost",
                                        .headers = {{"content-type", "application/json"}},
                                        .body = http::make_body(device.body)}};
    parts_->scheduler.spawn(set_up(&parts_->wire, std::move(exchange), answer), "device " + device.name);
    parts_->scheduler.run_due();
    const bool made = answer->has_value() && (*answer)->has_value() && (**answer)->status < 300;
    if (made) continue;
    std::string why = "no answer";
    if (answer->has_value() && (*answer)->has_value()) {
      const auto json = nlohmann::json::parse(http::bytes_of((**answer)->body), nullptr, false);
      if (json.is_object()) why = json["error"].value("message", "refused");
    }
    throw CloudError({"InvalidDevice", "the device '" + device.name + "' cannot be made: " + why});
  }
}

sim::Scheduler& CloudCore::scheduler() {
  return parts_->scheduler;
}
wire::Wire& CloudCore::wire() {
  return parts_->wire;
}
owner::Door& CloudCore::door() {
  return parts_->door;
}
resources::Store& CloudCore::store() {
  return parts_->store;
}
const resources::Metrics& CloudCore::metrics() const {
  return parts_->metrics;
}

void CloudCore::on_message_to_client(std::function<void(const http::Request&)> pass_on) {
  pass_on_ = std::move(pass_on);
  parts_->client.pass_on(pass_on_);
}

void CloudCore::call_outside_by(owner::Outgoing* outgoing) {
  outgoing_ = outgoing;
  parts_->outside.call_by(outgoing_);
}

void CloudCore::answer_url(std::string prefix, std::function<http::Response(const http::Request&)> answer) {
  handlers_[prefix] = [answer = std::move(answer)](const wire::Hop& hop) {
    return answered(answer(hop.request));
  };
  parts_->outside.handle_url(prefix, handlers_[prefix]);
}

OutsideEndpoints& CloudCore::outside() {
  return parts_->outside;
}

std::shared_ptr<std::optional<wire::Answer>> CloudCore::admit(owner::Request request) {
  auto answer = std::make_shared<std::optional<wire::Answer>>();
  std::string name = request.request.method + ' ' + request.request.target;
  scheduler().spawn(let_in(&door(), std::move(request), answer), name);
  scheduler().run_due();
  return answer;
}

std::optional<wire::Answer> CloudCore::perform(owner::Request request) {
  const auto answer = admit(std::move(request));
  while (!answer->has_value() && options_.clock.mode == Clock::Mode::skip && !scheduler().held()) {
    const auto due = scheduler().next_due(sim::Weight::work);
    if (!due) break;
    scheduler().advance_to(*due);
    door().note_time();
  }
  return *answer;
}

std::optional<wire::Party> CloudCore::control_party(std::string_view path) {
  constexpr std::string_view kPrefix = "/_droppoint/v1/";
  if (!path.starts_with(kPrefix)) return std::nullopt;
  path.remove_prefix(kPrefix.size());
  const std::string_view first = path.substr(0, path.find_first_of("/?"));
  if (first == "devices") return wire::Party::device;
  if (first == "fcm") return wire::Party::fcm;
  if (first == "faults") return wire::Party::droppoint;
  if (first == "calls" || first == "users" || first == "links" || first == "chat") {
    return wire::Party::communication_services;
  }
  return std::nullopt;
}

std::string CloudCore::management_token() {
  const std::int64_t now = sim::unix_seconds(scheduler().now());
  nlohmann::ordered_json claims;
  claims["aud"] = "https://management.azure.com";
  claims["iss"] = "https://sts.windows.net/" + std::string(kTenant) + "/";
  claims["tid"] = kTenant;
  claims["appid"] = kClient;
  claims["iat"] = now;
  claims["nbf"] = now;
  claims["exp"] = now + 3599;
  return auth::make_jwt_rs256(R"({"typ":"JWT","alg":"RS256","kid":"droppoint"})", claims.dump(),
                              auth::fixed_token_signing_key());
}

}  // namespace droppoint::fakes
