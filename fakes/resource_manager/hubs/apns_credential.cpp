#include "fakes/resource_manager/hubs/apns_credential.hpp"

#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

using resources::ApnsCredential;

ApnsCredential read_apns_credential(const Fields& fields) {
  ApnsCredential credential{.topic = fields.text("appName").value_or(""),
                            .endpoint = fields.required_text("endpoint"),
                            .team_id = fields.text("appId").value_or(""),
                            .key_id = fields.text("keyId").value_or(""),
                            .token = fields.text("token").value_or(""),
                            .certificate = fields.text("apnsCertificate").value_or(""),
                            .certificate_key = fields.text("certificateKey").value_or(""),
                            .thumbprint = fields.text("thumbprint").value_or("")};
  const bool token = !credential.token.empty() || !credential.key_id.empty();
  const bool certificate = !credential.certificate.empty() || !credential.thumbprint.empty();
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
  if (!credential.thumbprint.empty()) json["thumbprint"] = credential.thumbprint;
  if (!credential.topic.empty()) json["appName"] = credential.topic;
  return json;
}

}  // namespace droppoint::fakes::resource_manager
