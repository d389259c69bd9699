#include "fakes/resource_manager/authentication.hpp"

#include <array>

#include "emulator/assert.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/resource_manager/arm_error.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

auth::RsaPublicKey entra_key(const std::string& pem) {
  if (!pem.empty()) {
    auto given = auth::RsaPublicKey::from_pem(pem);
    DROPPOINT_ASSERT(given.has_value(), "the public key of Entra ID is one");
    return std::move(*given);
  }
  const auto fixed = auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem);
  DROPPOINT_ASSERT(fixed.has_value(), "the fixed token key is one");
  return fixed->public_key();
}

// Resource Manager's own names, and the address that the caller used, which is what an SDK asks a token for
// when it was given another endpoint.
bool is_our_audience(std::string audience, std::string_view authority) {
  if (audience.ends_with('/')) audience.pop_back();
  constexpr std::array<std::string_view, 4> kOurs{
      "https://management.azure.com", "https://management.core.windows.net",
      "797f4846-ba00-4fd7-ba43-dac1f8f63013", "https://metrics.monitor.azure.com"};
  for (const std::string_view ours : kOurs)
    if (http::equal_ignoring_case(audience, ours)) return true;
  return http::equal_ignoring_case(audience, "https://" + std::string(authority)) ||
         http::equal_ignoring_case(audience, "http://" + std::string(authority));
}

// Nothing if the header is of another scheme.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
  authorization = http::trim(authorization);
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() ||
      !http::equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme))
    return std::nullopt;
  return http::trim(authorization.substr(kScheme.size()));
}

}  // namespace

Authentication::Authentication(const ResourceManagerOptions& options)
    : strict_(options.strict_auth),
      tenant_id_(options.tenant_id),
      entra_key_(entra_key(options.entra_public_key_pem)) {}

std::optional<http::Response> Authentication::refuse_sender(const wire::Hop& hop, sim::Time now) const {
  const auto header = hop.request.headers.get("authorization");
  if (!header)
    return unauthorized("AuthenticationFailed",
                        "Authentication failed. The 'Authorization' header is missing.");
  const auto token = bearer_token(*header);
  if (!token)
    return unauthorized(
        "AuthenticationFailed",
        "Authentication failed. The 'Authorization' header is provided in an invalid format.");
  const auto jwt = auth::parse_jwt(*token);
  if (!jwt) return unauthorized("InvalidAuthenticationToken", "The access token is invalid.");

  const bool from_our_entra = !auth::verify_rs256(*jwt, entra_key_).has_value();
  if (strict_ && !from_our_entra)
    return unauthorized(
        "InvalidAuthenticationToken",
        "The access token is not one that this cloud's Entra ID issued (strict authentication).");
  if (strict_ && !is_our_audience(jwt->aud.value_or(""), hop.request.authority))
    return unauthorized(
        "InvalidAuthenticationTokenAudience",
        "The access token has been obtained for wrong audience or resource '" + jwt->aud.value_or("") + "'.");
  const sim::Time judged_at = from_our_entra ? now : hop.origin.sender_time;
  if (jwt->exp && *jwt->exp <= sim::unix_seconds(judged_at))
    return unauthorized("ExpiredAuthenticationToken",
                        "The access token expired at '" + sim::to_iso8601(sim::from_unix_seconds(*jwt->exp)) +
                            "', and it is '" + sim::to_iso8601(judged_at) + "' now.");
  return std::nullopt;
}

http::Response Authentication::unauthorized(std::string_view code, std::string_view message) const {
  http::Response response = refuse(401, code, message);
  response.headers.add("WWW-Authenticate", "Bearer authorization_uri=\"https://login.microsoftonline.com/" +
                                               tenant_id_ + "\", error=\"invalid_token\"");
  return response;
}

}  // namespace droppoint::fakes::resource_manager
