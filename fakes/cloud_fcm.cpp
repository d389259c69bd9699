#include "fakes/cloud_fcm.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "fakes/cloud_store.hpp"

namespace droppoint::fakes {
namespace {

constexpr std::string_view kDefaultProject = "droppoint-project";

fcm::Legacy legacy_of(const config::CloudConfig& config) {
  if (!config.fcm.legacy) {
    return config.edition == config::Edition::of_2021 ? fcm::Legacy::on : fcm::Legacy::off;
  }
  switch (*config.fcm.legacy) {
    case config::FcmLegacy::on:
      return fcm::Legacy::on;
    case config::FcmLegacy::deprecated:
      return fcm::Legacy::deprecated;
    case config::FcmLegacy::off:
      break;
  }
  return fcm::Legacy::off;
}

fcm::Project& project_named(std::vector<fcm::Project>& projects, const std::string& name) {
  for (fcm::Project& known : projects) {
    if (known.project_id == name) return known;
  }
  projects.push_back({.project_id = name,
                      .service_accounts = {{.client_email = default_client_email(name),
                                            .key = auth::fixed_fcm_service_account_key().public_key()}}});
  return projects.back();
}

void add_hub(std::vector<fcm::Project>& projects, const config::HubConfig& hub) {
  if (!hub.fcm_v1 && !hub.gcm) return;
  const std::string name = hub.fcm_v1 ? hub.fcm_v1->project : std::string(kDefaultProject);
  fcm::Project& project = project_named(projects, name);
  if (!hub.gcm) return;
  const std::string key = credential_of(*hub.gcm).api_key;
  auto& keys = project.server_keys;
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
}

void apply(const config::FcmProjectConfig& settings, fcm::Project& project) {
  project.number = settings.number;
  project.access_token = settings.access_token;
  project.api_enabled = settings.api_enabled;
  if (!settings.server_key.empty()) project.server_keys.push_back(settings.server_key);
  const auto state = fcm::parse_account_state(settings.service_account);
  for (fcm::ServiceAccount& account : project.service_accounts) {
    if (state) account.state = *state;
  }
}

std::optional<std::uint64_t> quota(const std::optional<std::int64_t>& figure) {
  if (!figure) return std::nullopt;
  return static_cast<std::uint64_t>(*figure);
}

}  // namespace

fcm::Options fcm_options(const config::CloudConfig& config, sim::Time start) {
  const config::FcmSettings& settings = config.fcm;
  fcm::Options options;
  options.legacy = legacy_of(config);
  options.limits = {.payload_bytes = static_cast<std::size_t>(settings.payload_bytes),
                    .topic_payload_bytes = static_cast<std::size_t>(settings.topic_payload_bytes)};
  options.quotas = {.project_per_minute = quota(settings.project_per_minute),
                    .device_per_minute = quota(settings.device_per_minute),
                    .device_per_hour = quota(settings.device_per_hour),
                    .topic_per_minute = quota(settings.topic_per_minute),
                    .subscriptions_per_second = quota(settings.subscriptions_per_second)};
  if (settings.outage) {
    options.outage = {.until = sim::saturated_sum(start, *settings.outage),
                      .retry_after = settings.outage_retry_after};
  }
  for (const auto& name_space : config.notification_hubs) {
    for (const auto& hub : name_space.hubs) add_hub(options.projects, hub);
  }
  // Devices may be of another sender's project.
  for (const auto& device : config.devices) {
    const auto json = nlohmann::json::parse(device.body, nullptr, false);
    const auto project = json.find("fcm_project");
    if (project != json.end() && project->is_string()) {
      project_named(options.projects, project->get<std::string>());
    }
  }
  project_named(options.projects, std::string(kDefaultProject));
  for (const auto& project : settings.projects) {
    apply(project, project_named(options.projects, project.project));
  }
  return options;
}

}  // namespace droppoint::fakes
