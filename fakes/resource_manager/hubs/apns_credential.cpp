#include "fakes/resource_manager/hubs/apns_credential.hpp"

#include <array>

#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/routing.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

using resources::ApnsCredential;

// "https://api.push.apple.com:443/3/device" and "gateway.push.apple.com" alike.
std::string host_of(std::string_view endpoint) {
  if (const auto scheme = endpoint.find("://"); scheme != std::string_view::npos)
    endpoint.remove_prefix(scheme + 3);
  return http::to_lower(endpoint.substr(0, endpoint.find_first_of(":/")));
}

bool is_apns_endpoint(std::string_view endpoint) {
  constexpr std::array<std::string_view, 5> kHosts{"api.push.apple.com", "api.development.push.apple.com",
                                                   "api.sandbox.push.apple.com", "gateway.push.apple.com",
                                                   "gateway.sandbox.push.apple.com"};
  const std::string host = host_of(endpoint);
  for (const std::string_view known : kHosts)
    if (host == known) return true;
  return fakes::is_loopback_name(host);
}

}  // namespace

ApnsCredential read_apns_credential(const Fields& fields) {
  ApnsCredential credential{.topic = fields.text("appName").value_or(""),
                            .endpoint = fields.required_text("endpoint"),
                            .team_id = fields.text("appId").value_or(""),
                            .key_id = fields.text("keyId").value_or(""),
                            .token = fields.text("token").value_or(""),
                            .certificate = fields.text("apnsCertificate").value_or(""),
                            .certificate_key = fields.text("certificateKey").value_or("")};
  if (!is_apns_endpoint(credential.endpoint))
    fields.mistake("BadRequest", "The APNs endpoint '" + credential.endpoint + "' is not one of Apple's.",
                   "apnsCredential.properties.endpoint");
  const bool token = !credential.token.empty() || !credential.key_id.empty();
  const bool certificate = !credential.certificate.empty() || !fields.is_empty("thumbprint");
  if (token == certificate)
    fields.mistake("BadRequest",
                   "An APNs credential has either a token (keyId, appId, appName, token) or a certificate.",
                   "apnsCredential");
  if (token) {
    for (const std::string_view name : {"keyId", "appId", "appName", "token"}) fields.required_text(name);
  }
  credential.mode = token ? ApnsCredential::Mode::token : ApnsCredential::Mode::certificate;
  return credential;
}

Json apns_credential_json(const ApnsCredential& credential) {
  if (credential.mode == ApnsCredential::Mode::token)
    return Json{{"endpoint", credential.endpoint},
                {"keyId", credential.key_id},
                {"appName", credential.topic},
                {"appId", credential.team_id},
                {"token", credential.token}};
  Json json{{"endpoint", credential.endpoint},
            {"apnsCertificate", credential.certificate},
            {"certificateKey", credential.certificate_key}};
  if (!credential.topic.empty()) json["appName"] = credential.topic;
  return json;
}

}  // namespace droppoint::fakes::resource_manager
