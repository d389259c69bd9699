#include "fakes/resources/credential_checks.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"

namespace droppoint::resources {
namespace {

bool is_web_address(std::string_view text) {
  const auto url = http::Url::parse(text);
  return url && (url->scheme == "https" || url->scheme == "http");
}

// https://learn.microsoft.com/azure/templates/microsoft.notificationhubs/namespaces/notificationhubs
constexpr std::array kOthers{
    OtherCredential{"wnsCredential", "packageSid secretKey windowsLiveEndpoint certificateKey wnsCertificate",
                    ""},
    OtherCredential{"mpnsCredential", "mpnsCertificate certificateKey thumbprint", ""},
    OtherCredential{"admCredential", "clientId clientSecret authTokenUrl", "clientId clientSecret"},
    OtherCredential{"baiduCredential", "baiduApiKey baiduEndPoint baiduSecretKey",
                    "baiduApiKey baiduSecretKey"},
    OtherCredential{"browserCredential", "subject vapidPrivateKey vapidPublicKey",
                    "subject vapidPrivateKey vapidPublicKey"},
    OtherCredential{"xiaomiCredential", "appSecret endpoint", ""}};

// Properties that are addresses.
constexpr std::array<std::string_view, 4> kAddresses{"authTokenUrl", "baiduEndPoint", "windowsLiveEndpoint",
                                                     "endpoint"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}

bool has(const CredentialProperties& properties, const std::string& name) {
  const auto found = properties.find(name);
  return found != properties.end() && !found->second.empty();
}

}  // namespace

Objection check_gcm(const GcmCredential& credential) {
  if (credential.api_key.empty()) return "The GCM credential has no googleApiKey.";
  if (!is_web_address(credential.endpoint))
    return "The GCM endpoint '" + credential.endpoint + "' is not a valid address.";
  return std::nullopt;
}

Objection check_fcm_v1(const FcmV1Credential& credential) {
  if (credential.project_id.empty() || credential.client_email.empty() || credential.private_key.empty())
    return "The FCM v1 credential needs clientEmail, privateKey and projectId.";
  return std::nullopt;
}

const OtherCredential* find_other_credential(std::string_view kind) {
  for (const OtherCredential& other : kOthers)
    if (http::equal_ignoring_case(other.kind, kind)) return &other;
  return nullptr;
}

Objection check_other(std::string_view kind, const CredentialProperties& properties) {
  const OtherCredential* other = find_other_credential(kind);
  if (other == nullptr) return "There is no credential '" + std::string(kind) + "'.";
  for (const std::string& name : words_of(other->required))
    if (!has(properties, name)) return "The " + std::string(kind) + " has no " + name + ".";
  for (const std::string_view address : kAddresses) {
    const auto found = properties.find(std::string(address));
    if (found != properties.end() && !found->second.empty() && !is_web_address(found->second))
      return "The " + std::string(address) + " '" + found->second + "' of the " + std::string(kind) +
             " is not a valid address.";
  }
  // The real service asks Microsoft's servers and says the same of a wrong secret.
  const bool wns = other->kind == "wnsCredential";
  if (wns && !(has(properties, "packageSid") && has(properties, "secretKey")) &&
      !(has(properties, "wnsCertificate") && has(properties, "certificateKey")))
    return "Invalid WNS credentials";
  // An empty one turns on pushes without authentication.
  const bool mpns = other->kind == "mpnsCredential";
  if (mpns && has(properties, "mpnsCertificate") != has(properties, "certificateKey"))
    return "The mpnsCredential needs mpnsCertificate and certificateKey.";
  return std::nullopt;
}

}  // namespace droppoint::resources
