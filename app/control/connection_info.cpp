#include "app/control/connection_info.hpp"

#include <nlohmann/json.hpp>

#include "fakes/auth/connection_string.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/cloud_core.hpp"
#include "fakes/cloud_store.hpp"
#include "fakes/well_known.hpp"

namespace droppoint::app {
namespace {

using Json = nlohmann::ordered_json;

Json hub_json(const resources::Namespace& name_space, const resources::Hub& hub, const Endpoint& endpoint) {
  Json json;
  json["resource_id"] = resources::resource_id_of(name_space, hub);
  json["connection_strings"] = Json::object();
  json["real_host_connection_strings"] = Json::object();
  const auto put = [&](const resources::Policy& policy) {
    json["connection_strings"][policy.name] = auth::make_hub_connection_string(
        "sb://" + endpoint.authority() + '/', policy.name, policy.primary_key);
    json["real_host_connection_strings"][policy.name] = fakes::connection_string_of(name_space.name, policy);
  };
  for (const auto& [name, policy] : name_space.policies) put(policy);
  for (const auto& [name, policy] : hub.policies) put(policy);
  return json;
}

Json apns_json(const config::CloudConfig& config) {
  Json json;
  json["team_id"] = fakes::kDefaultTeam;
  json["key_id"] = fakes::kDefaultKeyId;
  json["private_key"] = auth::kApnsSigningKeyPem;
  json["topics"] = Json::array();
  for (const auto& name_space : config.notification_hubs) {
    for (const auto& hub : name_space.hubs) {
      if (hub.apns) json["topics"].push_back(hub.apns->topic);
    }
  }
  return json;
}

std::string project_of(const config::CloudConfig& config) {
  for (const auto& name_space : config.notification_hubs) {
    for (const auto& hub : name_space.hubs) {
      if (hub.fcm_v1) return hub.fcm_v1->project;
    }
  }
  return "droppoint-project";
}

}  // namespace

Json service_account(const std::string& project, const Endpoint& endpoint) {
  Json json;
  json["type"] = "service_account";
  json["project_id"] = project;
  json["private_key_id"] = "droppoint";
  json["private_key"] = auth::kFcmServiceAccountPem;
  json["client_email"] = fakes::default_client_email(project);
  json["client_id"] = "100000000000000000001";
  json["token_uri"] = endpoint.https() + "token";
  return json;
}

Json connection_info(fakes::CloudCore& core, const Endpoint& endpoint) {
  const config::CloudConfig& config = core.config();
  Json json;
  json["endpoint"] = endpoint.https();
  json["http_endpoint"] = endpoint.http();
  json["ca_certificate"] = endpoint.ca_certificate;
  json["ca_certificate_pem"] = endpoint.ca_certificate_pem;
  json["subscription_id"] = config.subscription;
  json["resource_group"] = config.resource_group;
  json["communication_services"] = Json::object();
  for (const auto& [name, resource] : core.store().communication_services()) {
    Json& entry = json["communication_services"][name];
    entry["connection_string"] = auth::make_acs_connection_string(endpoint.https(), resource.primary_key);
    entry["real_host_connection_string"] = auth::make_acs_connection_string(
        "https://" + name + ".communication.azure.com/", resource.primary_key);
    entry["resource_id"] = resources::resource_id_of(resource);
  }
  json["notification_hubs"] = Json::object();
  for (const auto& [name, name_space] : core.store().namespaces()) {
    for (const auto& [hub_name, hub] : name_space.hubs) {
      json["notification_hubs"][name + '/' + hub_name] = hub_json(name_space, hub, endpoint);
    }
  }
  json["apns"] = apns_json(config);
  const std::string project = project_of(config);
  json["fcm"]["project_id"] = project;
  json["fcm"]["service_account"] = service_account(project, endpoint);
  json["entra"]["tenant_id"] = fakes::kTenant;
  json["entra"]["client_id"] = fakes::kClient;
  json["entra"]["client_secret"] = fakes::kClientSecret;
  json["entra"]["authority"] = endpoint.https();
  return json;
}

}  // namespace droppoint::app
