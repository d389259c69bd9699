#include "fakes/config/cloud_config.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::config {
namespace {

using Json = nlohmann::ordered_json;

void put_text(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

Json policies_json(const std::vector<PolicyConfig>& policies) {
  Json all = Json::object();
  for (const PolicyConfig& policy : policies) {
    Json rights = Json::array();
    if (policy.rights.listen) rights.push_back("Listen");
    if (policy.rights.send) rights.push_back("Send");
    if (policy.rights.manage) rights.push_back("Manage");
    all[policy.name] = std::move(rights);
  }
  return all;
}

Json apns_json(const ApnsConfig& apns) {
  Json json;
  json["mode"] = apns.mode == resources::ApnsCredential::Mode::token ? "token" : "certificate";
  json["topic"] = apns.topic;
  json["environment"] = apns.sandbox ? "sandbox" : "production";
  put_text(json, "team", apns.team);
  put_text(json, "key_id", apns.key_id);
  put_text(json, "private_key", apns.private_key);
  json["voip_topic"] = apns.append_voip ? "append" : "strict";
  return json;
}

Json hub_json(const HubConfig& hub) {
  Json json;
  json["policies"] = policies_json(hub.policies);
  if (hub.apns) json["apns"] = apns_json(*hub.apns);
  if (hub.fcm_v1) {
    json["fcm_v1"]["project"] = hub.fcm_v1->project;
    put_text(json["fcm_v1"], "client_email", hub.fcm_v1->client_email);
    put_text(json["fcm_v1"], "private_key", hub.fcm_v1->private_key);
  }
  if (hub.gcm) {
    json["gcm"] = Json::object();
    put_text(json["gcm"], "key", hub.gcm->key);
  }
  return json;
}

Json limits_json(const resources::Limits& limits) {
  Json json;
  json["of_tier"] = limits.of_tier;
  if (limits.sends_per_month) json["sends_per_month"] = *limits.sends_per_month;
  if (limits.devices) json["devices"] = *limits.devices;
  if (limits.requests_per_second) json["requests_per_second"] = *limits.requests_per_second;
  return json;
}

Json namespace_json(const NamespaceConfig& name_space) {
  Json json;
  put_text(json, "subscription", name_space.subscription);
  put_text(json, "resource_group", name_space.resource_group);
  json["sku"] = name_space.sku == resources::Sku::free    ? "Free"
                : name_space.sku == resources::Sku::basic ? "Basic"
                                                          : "Standard";
  json["policies"] = policies_json(name_space.policies);
  if (name_space.limits != resources::Limits{}) json["limits"] = limits_json(name_space.limits);
  json["delivery_window"] = sim::to_text(name_space.delivery_window);
  for (const HubConfig& hub : name_space.hubs) json[hub.name] = hub_json(hub);
  return json;
}

Json communication_json(const CommunicationConfig& resource) {
  Json json = Json::object();
  put_text(json, "subscription", resource.subscription);
  put_text(json, "resource_group", resource.resource_group);
  if (resource.link) {
    Json link;
    put_text(link, "hub", resource.link->hub);
    put_text(link, "policy", resource.link->policy);
    if (resource.link->hub.empty()) {
      link["connection_string"] = resource.link->connection_string;
      link["resource_id"] = resource.link->resource_id;
    }
    json["link"] = std::move(link);
  }
  return json;
}

Json propagation_json(const PropagationConfig& propagation) {
  if (propagation.uniform) return Json{{"uniform", sim::to_text(propagation.most)}};
  if (propagation.most == sim::Duration::zero()) return "none";
  return sim::to_text(propagation.most);
}

}  // namespace

Json to_json(const CloudConfig& config) {
  Json json;
  json["edition"] = config.edition == Edition::current ? "current" : "2021";
  if (config.fcm_format) json["fcm_format"] = *config.fcm_format == FcmFormat::gcm ? "gcm" : "fcmv1";
  json["propagation"] = propagation_json(config.propagation);
  json["push_in_foreground"] = config.push_in_foreground;
  json["call_push_expiry"] = sim::to_text(config.call_push_expiry);
  json["credential_clock"] = config.credential_clock_cloud ? "cloud" : "real";
  json["strict_auth"] = config.strict_auth;
  if (!config.allow_outbound.empty()) json["allow_outbound"] = config.allow_outbound;
  json["subscription"] = config.subscription;
  json["resource_group"] = config.resource_group;
  write_apns_settings(config.apns, json);
  write_fcm_settings(config.fcm, json);
  json["communication_services"] = Json::object();
  for (const auto& resource : config.communication_services) {
    json["communication_services"][resource.name] = communication_json(resource);
  }
  json["notification_hubs"] = Json::object();
  for (const auto& name_space : config.notification_hubs) {
    json["notification_hubs"][name_space.name] = namespace_json(name_space);
  }
  json["devices"] = Json::object();
  for (const auto& device : config.devices)
    json["devices"][device.name] = Json::parse(device.body, nullptr, false);
  return json;
}

CloudConfig default_cloud_config(Edition edition) {
  HubConfig hub{.name = "droppoint-hub",
                .policies = {{"acs-send", {.send = true}}},
                .apns = ApnsConfig{.topic = "com.example.droppoint"},
                .fcm_v1 = FcmV1Config{.project = "droppoint-project"}};
  if (edition == Edition::of_2021) hub.gcm = GcmConfig{};
  CloudConfig config{.edition = edition};
  config.notification_hubs.push_back({.name = "droppoint-ns", .hubs = {std::move(hub)}});
  config.communication_services.push_back(
      {.name = "droppoint-acs",
       .link = LinkConfig{.hub = "droppoint-ns/droppoint-hub", .policy = "acs-send"}});
  return config;
}

}  // namespace droppoint::config
