#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "fakes/notification_hubs/hubs/credential_xml.hpp"
#include "fakes/notification_hubs/hubs/description.hpp"
#include "fakes/resources/credential_checks.hpp"
#include "fakes/resources/policies.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kRoot = "NotificationHubDescription";

tl::unexpected<Error> wrong(std::string message) {
  return fail("InvalidDescription", std::move(message));
}

std::string text_of(const std::map<std::string, std::string>& properties, const char* name) {
  const auto found = properties.find(name);
  return found == properties.end() ? std::string() : found->second;
}

// Wns → "wnsCredential".
std::string rest_name(std::string_view element) {
  std::string name(element);
  if (!name.empty() && name.front() >= 'A' && name.front() <= 'Z')
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
  return name;
}

Result<void> read_apns(const pugi::xml_node& node, sim::Time now, HubDescription& description) {
  const auto given =
      read_properties(node, "endpoint apnsCertificate certificateKey thumbprint token keyId appName appId");
  // The .NET client's default.
  const std::string endpoint = text_of(given, "endpoint");
  resources::ApnsCredential credential{.topic = text_of(given, "appName"),
                                       .endpoint = endpoint.empty() ? "gateway.push.apple.com" : endpoint,
                                       .team_id = text_of(given, "appId"),
                                       .key_id = text_of(given, "keyId"),
                                       .token = text_of(given, "token"),
                                       .certificate = text_of(given, "apnsCertificate"),
                                       .certificate_key = text_of(given, "certificateKey"),
                                       .thumbprint = text_of(given, "thumbprint")};
  const bool token = !credential.token.empty();
  if (token == !credential.certificate.empty())
    return wrong("An APNs credential has either a Token or an ApnsCertificate.");
  if (token && (credential.key_id.empty() || credential.team_id.empty() || credential.topic.empty()))
    return wrong("An APNs credential with a Token needs KeyId, AppId and AppName.");
  using Mode = resources::ApnsCredential::Mode;
  credential.mode = token ? Mode::token : Mode::certificate;
  if (auto objection = resources::check_apns(credential, now)) return wrong(std::move(*objection));
  description.apns = std::move(credential);
  return {};
}

Result<void> read_gcm(const pugi::xml_node& node, HubDescription& description) {
  const auto given = read_properties(node, "googleApiKey gcmEndpoint");
  resources::GcmCredential credential{.api_key = text_of(given, "googleApiKey")};
  const std::string endpoint = text_of(given, "gcmEndpoint");
  if (!endpoint.empty()) credential.endpoint = endpoint;
  if (auto objection = resources::check_gcm(credential)) return wrong(std::move(*objection));
  description.gcm = std::move(credential);
  return {};
}

Result<void> read_fcm_v1(const pugi::xml_node& node, HubDescription& description) {
  const auto given = read_properties(node, "clientEmail privateKey projectId");
  resources::FcmV1Credential credential{.project_id = text_of(given, "projectId"),
                                        .client_email = text_of(given, "clientEmail"),
                                        .private_key = text_of(given, "privateKey")};
  if (auto objection = resources::check_fcm_v1(credential)) return wrong(std::move(*objection));
  description.fcm_v1 = std::move(credential);
  return {};
}

Result<void> read_other(const pugi::xml_node& node, const resources::OtherCredential& kind,
                        HubDescription& description) {
  const auto given = read_properties(node, kind.properties);
  if (auto objection = resources::check_other(kind.kind, given)) return wrong(std::move(*objection));
  description.others.emplace(kind.kind, nlohmann::json(given).dump());
  return {};
}

Result<void> read_rule(const pugi::xml_node& node, HubDescription& description) {
  resources::Policy policy{.name = child_of(node, "KeyName").text().get(),
                           .rights = {},
                           .primary_key = child_of(node, "PrimaryKey").text().get(),
                           .secondary_key = child_of(node, "SecondaryKey").text().get()};
  if (policy.name.empty()) return wrong("An authorization rule has no KeyName.");
  for (const pugi::xml_node right : child_of(node, "Rights").children()) {
    const std::string_view name = right.text().get();
    if (name == "Listen")
      policy.rights.listen = true;
    else if (name == "Send")
      policy.rights.send = true;
    else if (name == "Manage")
      policy.rights.manage = true;
    else
      return wrong("The access right '" + std::string(name) + "' is none of Listen, Send and Manage.");
  }
  const resources::Rights& rights = policy.rights;
  if (rights == resources::Rights{}) return wrong("An authorization rule has at least one access right.");
  if (rights.manage && !(rights.listen && rights.send))
    return wrong("A rule with Manage must have Send and Listen too.");
  for (const std::string* key : {&policy.primary_key, &policy.secondary_key})
    if (!key->empty() && !resources::is_policy_key(*key))
      return wrong("A key of an authorization rule is the base64 text of 32 bytes.");
  description.policies.push_back(std::move(policy));
  return {};
}

Result<void> read_child(const pugi::xml_node& node, sim::Time now, HubDescription& description) {
  const std::string_view name = local_name(node);
  if (name == "ApnsCredential") return read_apns(node, now, description);
  if (name == "GcmCredential") return read_gcm(node, description);
  if (name == "FcmV1Credential") return read_fcm_v1(node, description);
  if (name == "AuthorizationRules") {
    for (const pugi::xml_node rule : node.children())
      if (auto read = read_rule(rule, description); !read) return read;
    return {};
  }
  if (name == "RegistrationTtl") {
    const auto ttl = resources::parse_ttl_duration(node.text().get());
    if (!ttl) return wrong("Not usable: " + ttl.error().message + ".");
    description.registration_ttl = *ttl;
    return {};
  }
  if (name == "Status") description.disabled = std::string_view(node.text().get()) == "true";
  const auto* other = resources::find_other_credential(rest_name(name));
  // What the service counts itself is read over.
  return other == nullptr ? Result<void>() : read_other(node, *other, description);
}

}  // namespace

Result<HubDescription> read_hub_description(std::string_view xml, sim::Time now) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return wrong("The body is no XML document.");
  const pugi::xml_node root =
      document.find_node([](const pugi::xml_node& node) { return local_name(node) == kRoot; });
  if (!root) return wrong("The body has no NotificationHubDescription.");
  HubDescription description;
  for (const pugi::xml_node child : root.children())
    if (auto read = read_child(child, now, description); !read) return tl::unexpected(read.error());
  return description;
}

void apply(HubDescription description, resources::Hub& hub, sim::Random& keys, sim::Time now) {
  hub.apns = std::move(description.apns);
  hub.fcm_v1 = std::move(description.fcm_v1);
  hub.gcm = std::move(description.gcm);
  hub.other_credentials = std::move(description.others);
  hub.registration_ttl = description.registration_ttl;
  hub.updated_at = now;
  if (description.policies.empty()) {
    if (hub.policies.empty()) resources::add_default_policies(hub, keys, now);
    return;
  }
  resources::ByName<resources::Policy> former;
  former.swap(hub.policies);
  for (const resources::Policy& wanted : description.policies) {
    const auto found = former.find(wanted.name);
    resources::Policy policy =
        found == former.end() ? resources::make_policy(wanted.name, wanted.rights, keys, now) : found->second;
    policy.rights = wanted.rights;
    policy.modified_at = now;
    if (!wanted.primary_key.empty()) resources::replace_key(policy, policy.primary_key, wanted.primary_key);
    if (!wanted.secondary_key.empty())
      resources::replace_key(policy, policy.secondary_key, wanted.secondary_key);
    hub.policies.insert_or_assign(wanted.name, std::move(policy));
  }
}

}  // namespace droppoint::fakes::notification_hubs
