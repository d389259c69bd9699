#include "fakes/config/cloud_config.hpp"

#include <algorithm>
#include <array>

#include "emulator/http/uri.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::config {
namespace {

using Json = nlohmann::ordered_json;

std::vector<PolicyConfig> read_policies(ObjectReader& owner) {
  std::vector<PolicyConfig> policies;
  const Json* all = owner.object("policies");
  if (all == nullptr) return policies;
  ObjectReader reader(*all, owner.pointer_of("policies"), "policies", owner.mistakes());
  for (const auto& [name, unused] : all->items()) {
    PolicyConfig policy{.name = name};
    for (const std::string& right : reader.texts(name)) {
      if (right == "Listen") {
        policy.rights.listen = true;
      } else if (right == "Send") {
        policy.rights.send = true;
      } else if (right == "Manage") {
        policy.rights.manage = true;
      } else {
        const std::vector<std::string> known{"Listen", "Send", "Manage"};
        reader.wrong(name, "'" + right + "' is no right of a policy", suggestion(right, known));
      }
    }
    policies.push_back(std::move(policy));
  }
  return policies;
}

HubConfig read_hub(const std::string& name, const Json& value, const std::string& pointer,
                   std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a hub", mistakes);
  HubConfig hub{.name = name, .policies = read_policies(reader)};
  if (const Json* apns = reader.object("apns"))
    hub.apns = read_apns_config(*apns, reader.pointer_of("apns"), mistakes);
  if (const Json* fcm = reader.object("fcm_v1")) {
    hub.fcm_v1 = read_fcm_v1_config(*fcm, reader.pointer_of("fcm_v1"), mistakes);
  }
  if (const Json* gcm = reader.object("gcm"))
    hub.gcm = read_gcm_config(*gcm, reader.pointer_of("gcm"), mistakes);
  reader.finish();
  return hub;
}

constexpr std::int64_t kLimitMax = 1'000'000'000'000;

resources::Limits read_limits(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "limits", mistakes);
  resources::Limits limits{.of_tier = reader.flag("of_tier").value_or(false),
                           .sends_per_month = reader.integer("sends_per_month", 0, kLimitMax),
                           .devices = reader.integer("devices", 0, kLimitMax),
                           .requests_per_second = reader.integer("requests_per_second", 1, kLimitMax)};
  reader.finish();
  return limits;
}

// Members of a namespace that are no hubs.
constexpr std::array<std::string_view, 6> kNamespaceMembers{
    "subscription", "resource_group", "sku", "policies", "limits", "delivery_window"};

NamespaceConfig read_namespace(const std::string& name, const Json& value, const std::string& pointer,
                               std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a namespace", mistakes);
  NamespaceConfig result{.name = name};
  result.subscription = reader.text("subscription").value_or("");
  result.resource_group = reader.text("resource_group").value_or("");
  const auto sku = reader.choice("sku", {"Free", "Basic", "Standard"});
  if (sku == "Free") result.sku = resources::Sku::free;
  if (sku == "Basic") result.sku = resources::Sku::basic;
  result.policies = read_policies(reader);
  if (const Json* limits = reader.object("limits"))
    result.limits = read_limits(*limits, reader.pointer_of("limits"), mistakes);
  result.delivery_window = reader.duration("delivery_window").value_or(result.delivery_window);
  if (!value.is_object()) return result;
  for (const auto& [key, hub] : value.items()) {
    if (std::find(kNamespaceMembers.begin(), kNamespaceMembers.end(), key) != kNamespaceMembers.end())
      continue;
    result.hubs.push_back(read_hub(key, hub, member_pointer(pointer, key), mistakes));
  }
  return result;
}

LinkConfig read_link(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a link", mistakes);
  LinkConfig link;
  link.hub = reader.text("hub").value_or("");
  link.policy = reader.text("policy").value_or("");
  link.connection_string = reader.text("connection_string").value_or("");
  link.resource_id = reader.text("resource_id").value_or("");
  if (!link.hub.empty() && !split_hub_name(link.hub)) {
    reader.wrong("hub", "'" + link.hub + "' names no hub", "write it as namespace/hub");
  }
  const bool by_name = !link.hub.empty() && !link.policy.empty();
  const bool by_text = reader.has("connection_string") && reader.has("resource_id");
  if (!by_name && !by_text) {
    reader.wrong_object("a link needs 'hub' and 'policy', or 'connection_string' and 'resource_id'");
  }
  reader.finish();
  return link;
}

CommunicationConfig read_communication(const std::string& name, const Json& value, const std::string& pointer,
                                       std::vector<Mistake>& mistakes) {
  CommunicationConfig result{.name = name};
  if (value.is_null()) return result;
  ObjectReader reader(value, pointer, "a Communication Services resource", mistakes);
  result.subscription = reader.text("subscription").value_or("");
  result.resource_group = reader.text("resource_group").value_or("");
  if (const Json* link = reader.any("link"); link != nullptr && !link->is_null()) {
    result.link = read_link(*link, reader.pointer_of("link"), mistakes);
  }
  reader.finish();
  return result;
}

PropagationConfig read_propagation(ObjectReader& cloud) {
  PropagationConfig result;
  const Json* value = cloud.any("propagation");
  if (value == nullptr) return result;
  if (value->is_object()) {
    ObjectReader reader(*value, cloud.pointer_of("propagation"), "propagation", cloud.mistakes());
    result.uniform = true;
    if (!reader.has("uniform")) reader.wrong_object("propagation needs 'uniform', the longest time");
    result.most = reader.duration("uniform").value_or(result.most);
    reader.finish();
  } else if (*value == "none") {
    result.most = sim::Duration::zero();
  } else {
    result.most = cloud.duration("propagation").value_or(result.most);
  }
  return result;
}

void read_settings(ObjectReader& reader, CloudConfig& config) {
  if (reader.choice("edition", {"2021", "current"}) == "2021") config.edition = Edition::of_2021;
  if (const auto format = reader.choice("fcm_format", {"gcm", "fcmv1"})) {
    config.fcm_format = *format == "gcm" ? FcmFormat::gcm : FcmFormat::fcm_v1;
  }
  config.propagation = read_propagation(reader);
  config.push_in_foreground = reader.flag("push_in_foreground").value_or(config.push_in_foreground);
  config.call_push_expiry = reader.duration("call_push_expiry").value_or(config.call_push_expiry);
  config.credential_clock_cloud = reader.choice("credential_clock", {"real", "cloud"}) == "cloud";
  config.strict_auth = reader.flag("strict_auth").value_or(false);
  config.allow_outbound = reader.texts("allow_outbound");
  for (const std::string& host : config.allow_outbound) {
    if (const auto error = wrong_outbound_host(host))
      reader.wrong("allow_outbound", error->message, error->hint);
  }
  config.subscription = reader.text("subscription").value_or(config.subscription);
  config.resource_group = reader.text("resource_group").value_or(config.resource_group);
  config.apns = read_apns_settings(reader);
  config.fcm = read_fcm_settings(reader);
}

}  // namespace

std::optional<Error> wrong_outbound_host(std::string_view host) {
  const std::string name(host.starts_with("*.") ? host.substr(2) : host);
  // Only an IPv6 address has colons, and more than one.
  const auto colons = std::count(name.begin(), name.end(), ':');
  const auto read = http::split_authority(colons > 1 ? '[' + name + ']' : name);
  const bool empty_label = name.starts_with('.') || name.find("..") != std::string::npos;
  if (read && colons != 1 && !empty_label) return std::nullopt;
  return Error{"InvalidHost", "'" + std::string(host) + "' is no host",
               "name one without scheme, port and path: hooks.example.com"};
}

ApnsConfig read_apns_config(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "an APNs credential", mistakes);
  ApnsConfig apns;
  if (reader.choice("mode", {"token", "certificate"}) == "certificate") {
    apns.mode = resources::ApnsCredential::Mode::certificate;
  }
  apns.topic = reader.required_text("topic");
  apns.sandbox = reader.choice("environment", {"production", "sandbox"}) == "sandbox";
  apns.team = reader.text("team").value_or("");
  apns.key_id = reader.text("key_id").value_or("");
  apns.private_key = reader.text("private_key").value_or("");
  apns.append_voip = reader.choice("voip_topic", {"append", "strict"}) != "strict";
  reader.finish();
  return apns;
}

FcmV1Config read_fcm_v1_config(const Json& value, const std::string& pointer,
                               std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "an FCM v1 credential", mistakes);
  FcmV1Config fcm;
  fcm.project = reader.required_text("project");
  fcm.client_email = reader.text("client_email").value_or("");
  fcm.private_key = reader.text("private_key").value_or("");
  reader.finish();
  return fcm;
}

GcmConfig read_gcm_config(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a GCM credential", mistakes);
  GcmConfig gcm;
  gcm.key = reader.text("key").value_or("");
  reader.finish();
  return gcm;
}

CloudConfig read_cloud_config(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a cloud", mistakes);
  CloudConfig config;
  read_settings(reader, config);
  if (const Json* all = reader.object("communication_services")) {
    for (const auto& [name, resource] : all->items()) {
      const std::string at = member_pointer(reader.pointer_of("communication_services"), name);
      config.communication_services.push_back(read_communication(name, resource, at, mistakes));
    }
  }
  if (const Json* all = reader.object("notification_hubs")) {
    for (const auto& [name, hubs] : all->items()) {
      const std::string at = member_pointer(reader.pointer_of("notification_hubs"), name);
      config.notification_hubs.push_back(read_namespace(name, hubs, at, mistakes));
    }
  }
  if (const Json* all = reader.object("devices")) {
    for (const auto& [name, device] : all->items()) {
      if (!device.is_object()) {
        mistakes.push_back({member_pointer(reader.pointer_of("devices"), name), false,
                            "a device must be an object, not " + describe(device)});
        continue;
      }
      config.devices.push_back({name, device.dump()});
    }
  }
  reader.finish();
  return config;
}

std::optional<std::pair<std::string, std::string>> split_hub_name(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) return std::nullopt;
  return std::pair(std::string(text.substr(0, slash)), std::string(text.substr(slash + 1)));
}

}  // namespace droppoint::config
