#include <array>

#include <nlohmann/json.hpp>

#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/hubs/credential_xml.hpp"
#include "fakes/notification_hubs/hubs/description.hpp"
#include "fakes/resources/credential_checks.hpp"

// The order of the elements is that of the recorded answers in
// https://github.com/Azure/azure-notificationhubs-dotnet (MockData), filled up with the contract of its
// client.

namespace droppoint::fakes::notification_hubs {
namespace {

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + http::escape_xml(text) + "</" + std::string(name) + ">";
}

std::string rule_xml(const resources::Policy& policy) {
  std::string rights;
  if (policy.rights.listen) rights += element("AccessRights", "Listen");
  if (policy.rights.manage) rights += element("AccessRights", "Manage");
  if (policy.rights.send) rights += element("AccessRights", "Send");
  return R"(<AuthorizationRule i:type="SharedAccessAuthorizationRule">)" +
         element("ClaimType", "SharedAccessKey") + element("ClaimValue", "None") + "<Rights>" + rights +
         "</Rights>" + element("CreatedTime", sim::to_iso8601(policy.created_at)) +
         element("ModifiedTime", sim::to_iso8601(policy.modified_at)) + element("KeyName", policy.name) +
         element("PrimaryKey", policy.primary_key) + element("SecondaryKey", policy.secondary_key) +
         "</AuthorizationRule>";
}

std::string apns_xml(const resources::ApnsCredential& apns) {
  return credential_xml("apnsCredential", {{"endpoint", apns.endpoint},
                                           {"apnsCertificate", apns.certificate},
                                           {"certificateKey", apns.certificate_key},
                                           {"thumbprint", apns.thumbprint},
                                           {"token", apns.token},
                                           {"keyId", apns.key_id},
                                           {"appName", apns.topic},
                                           {"appId", apns.team_id}});
}

// Nothing if the hub has no such credential.
std::string other_xml(const resources::Hub& hub, std::string_view kind) {
  const auto found = hub.other_credentials.find(kind);
  if (found == hub.other_credentials.end()) return {};
  const auto json = nlohmann::json::parse(found->second, nullptr, false);
  CredentialProperties properties;
  for (const auto& [name, value] : json.items())
    if (value.is_string()) properties.emplace_back(name, value.get<std::string>());
  return credential_xml(kind, properties);
}

}  // namespace

std::string hub_description_xml(const resources::Hub& hub, std::string_view counts) {
  std::string xml =
      R"(<NotificationHubDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect")"
      R"( xmlns:i="http://www.w3.org/2001/XMLSchema-instance">)";
  if (hub.apns) xml += apns_xml(*hub.apns);
  xml += element("RegistrationTtl", resources::to_ttl_duration(hub.registration_ttl));
  xml += other_xml(hub, "wnsCredential") + "<AuthorizationRules>";
  // The one that may only listen goes first, as the service makes them.
  for (const bool full : {false, true})
    for (const auto& [name, policy] : hub.policies)
      if (policy.rights.manage == full) xml += rule_xml(policy);
  xml += "</AuthorizationRules>";
  if (hub.gcm)
    xml += credential_xml("gcmCredential",
                          {{"gcmEndpoint", hub.gcm->endpoint}, {"googleApiKey", hub.gcm->api_key}});
  if (hub.fcm_v1)
    xml += credential_xml("fcmV1Credential", {{"clientEmail", hub.fcm_v1->client_email},
                                              {"privateKey", hub.fcm_v1->private_key},
                                              {"projectId", hub.fcm_v1->project_id}});
  xml += other_xml(hub, "mpnsCredential");
  xml += counts;
  for (const std::string_view kind :
       {"admCredential", "baiduCredential", "browserCredential", "xiaomiCredential"})
    xml += other_xml(hub, kind);
  return xml + "</NotificationHubDescription>";
}

}  // namespace droppoint::fakes::notification_hubs
