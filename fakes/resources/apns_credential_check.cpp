#include <array>

#include "emulator/http/headers.hpp"
#include "emulator/http/loopback.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/auth/pkcs12.hpp"
#include "fakes/resources/credential_checks.hpp"

namespace droppoint::resources {
namespace {

// Reported in https://github.com/Azure/azure-cli-extensions/issues/1702 and, for a certificate, in
// https://github.com/MicrosoftDocs/azure-docs.ko-kr/issues/228.
constexpr std::string_view kNotValidated = "SubCode=40000. Failed to validate credentials with APNS. ";
constexpr std::string_view kNoUri = "Invalid URI: The format of the URI could not be determined";
constexpr std::string_view kNotRecognized =
    "Error is The credentials supplied to the package were not recognized";
// Reported in https://github.com/Azure/azure-notificationhubs-dotnet/issues/102.
constexpr std::string_view kExpired = "The Apns certificate is expired.";

// Apple's documentation writes both ids with ten characters.
constexpr std::size_t kIdSize = 10;

constexpr std::array<std::string_view, 5> kHosts{"api.push.apple.com", "api.development.push.apple.com",
                                                 "api.sandbox.push.apple.com", "gateway.push.apple.com",
                                                 "gateway.sandbox.push.apple.com"};

std::string not_validated(std::string_view why) {
  return std::string(kNotValidated) + std::string(why);
}

// "https://api.push.apple.com:443/3/device" and "gateway.push.apple.com" alike.
std::string host_of(std::string_view endpoint) {
  if (const auto scheme = endpoint.find("://"); scheme != std::string_view::npos)
    endpoint.remove_prefix(scheme + 3);
  return http::to_lower(endpoint.substr(0, endpoint.find_first_of(":/")));
}

bool is_known_host(const std::string& host) {
  for (const std::string_view known : kHosts)
    if (host == known) return true;
  return http::is_loopback_name(host);
}

Objection check_token(const ApnsCredential& credential) {
  const auto url = http::Url::parse(credential.endpoint);
  if (!url || (url->scheme != "https" && url->scheme != "http")) return not_validated(kNoUri);
  for (const auto& [name, text] :
       std::array{std::pair<std::string_view, const std::string*>{"keyId", &credential.key_id},
                  std::pair<std::string_view, const std::string*>{"appId", &credential.team_id}})
    if (text->size() != kIdSize)
      return not_validated("The " + std::string(name) + " '" + *text + "' does not have 10 characters.");
  if (const auto key = auth::EcPrivateKey::from_pem(credential.token); !key)
    return not_validated("The token is no PKCS #8 private key on the curve P-256: " + key.error().message +
                         ".");
  return std::nullopt;
}

Objection check_certificate(ApnsCredential& credential, sim::Time now) {
  const auto file = auth::read_pkcs12(credential.certificate, credential.certificate_key);
  if (!file) return not_validated(kNotRecognized);
  if (!file->has_private_key) return "The Apns certificate does not contain a private key.";
  if (file->not_after && *file->not_after < now) return std::string(kExpired);
  if (file->not_before && now < *file->not_before) return "The Apns certificate is not yet valid.";
  if (!file->thumbprint.empty()) credential.thumbprint = file->thumbprint;
  if (credential.topic.empty()) credential.topic = file->user_id;
  return std::nullopt;
}

}  // namespace

Objection check_apns(ApnsCredential& credential, sim::Time now) {
  if (!is_known_host(host_of(credential.endpoint)))
    return "The APNs endpoint '" + credential.endpoint + "' is not one of Apple's.";
  if (credential.mode == ApnsCredential::Mode::token) return check_token(credential);
  return check_certificate(credential, now);
}

}  // namespace droppoint::resources
