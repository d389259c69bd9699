#include "fakes/fcm/access_tokens.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/jwt.hpp"

namespace droppoint::fakes::fcm {
namespace {

constexpr std::array<std::string_view, 3> kTokenPaths{"/token", "/oauth2/v4/token", "/o/oauth2/token"};
constexpr std::array<std::string_view, 3> kTokenHosts{"oauth2.googleapis.com", "www.googleapis.com",
                                                      "accounts.google.com"};
constexpr std::array<std::string_view, 2> kMessagingScopes{
    "https://www.googleapis.com/auth/firebase.messaging", "https://www.googleapis.com/auth/cloud-platform"};

bool is_token_endpoint(std::string_view audience, std::string_view authority) {
  const auto url = http::Url::parse(audience);
  if (!url || std::find(kTokenPaths.begin(), kTokenPaths.end(), url->path) == kTokenPaths.end()) return false;
  if (std::find(kTokenHosts.begin(), kTokenHosts.end(), url->host) != kTokenHosts.end()) return true;
  return http::equal_ignoring_case(url->authority(), authority);
}

bool covers_messaging(std::string_view scopes) {
  while (!scopes.empty()) {
    const std::size_t end = std::min(scopes.find(' '), scopes.size());
    const std::string_view scope = scopes.substr(0, end);
    if (std::find(kMessagingScopes.begin(), kMessagingScopes.end(), scope) != kMessagingScopes.end())
      return true;
    scopes.remove_prefix(std::min(end + 1, scopes.size()));
  }
  return false;
}

bool has_good_times(const auth::JwtParts& jwt, sim::Time sender_time) {
  if (!jwt.iat || !jwt.exp) return false;
  const std::int64_t now = sim::unix_seconds(sender_time);
  // Compared without sums of what the sender wrote: those could overflow.
  if (*jwt.iat > now + kSkewSeconds || *jwt.iat < now - kAssertionSecondsMax - kSkewSeconds) return false;
  return *jwt.exp > *jwt.iat && *jwt.exp <= *jwt.iat + kAssertionSecondsMax && *jwt.exp > now - kSkewSeconds;
}

Refusal unauthenticated(bool shown) {
  return Refusal{
      .http_status = 401,
      .status = "UNAUTHENTICATED",
      .message = std::string(shown ? "Request had invalid authentication credentials."
                                   : "Request is missing required authentication credential.") +
                 " Expected OAuth 2 access token, login cookie or other valid authentication credential.",
      .cause = "pns-invalid-credentials"};
}

Refusal permission_denied(std::string message) {
  return Refusal{.http_status = 403,
                 .status = "PERMISSION_DENIED",
                 .message = std::move(message),
                 .cause = "pns-invalid-credentials"};
}

}  // namespace

AccessTokens::AccessTokens(std::vector<Project> projects, sim::Random random)
    : projects_(std::move(projects)), random_(random) {}

Result<std::string> AccessTokens::issue(const Assertion& assertion) {
  const auto jwt = auth::parse_jwt(assertion.jwt);
  if (!jwt) return fail("invalid_grant", "Invalid JWT: " + jwt.error().message);
  const Project* project = nullptr;
  const ServiceAccount* account = nullptr;
  for (const Project& candidate : projects_) {
    for (const ServiceAccount& known : candidate.service_accounts) {
      if (!jwt->iss || known.client_email != *jwt->iss) continue;
      project = &candidate;
      account = &known;
    }
  }
  if (account == nullptr) return fail("invalid_grant", "Invalid grant: account not found");
  if (auth::verify_rs256(*jwt, account->key)) return fail("invalid_grant", "Invalid JWT Signature.");
  if (!jwt->aud || !is_token_endpoint(*jwt->aud, assertion.authority)) {
    return fail("invalid_grant", "Invalid JWT: Failed audience check. The audience is " +
                                     excerpt(jwt->aud.value_or("missing")));
  }
  if (!has_good_times(*jwt, assertion.sender_time)) {
    return fail("invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.");
  }
  if (!jwt->scope || jwt->scope->empty())
    return fail("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
  std::string token = "ya29." + random_.hex(64);
  issued_.emplace(token, Issued{.project = project->project_id,
                                .expires_at = assertion.now + std::chrono::seconds(kAccessTokenSeconds),
                                .for_messaging = covers_messaging(*jwt->scope)});
  return token;
}

std::optional<Refusal> AccessTokens::check(std::optional<std::string_view> authorization,
                                           std::string_view project, sim::Time now) const {
  constexpr std::string_view kScheme = "bearer ";
  if (!authorization) return unauthenticated(false);
  if (!http::equal_ignoring_case(authorization->substr(0, kScheme.size()), kScheme)) {
    return unauthenticated(true);
  }
  const auto found = issued_.find(authorization->substr(kScheme.size()));
  if (found == issued_.end() || found->second.expires_at <= now) return unauthenticated(true);
  if (!found->second.for_messaging) {
    return permission_denied("Request had insufficient authentication scopes.");
  }
  if (found->second.project != project) {
    return permission_denied(
        "Permission 'cloudmessaging.messages.create' denied on resource '//"
        "cloudresourcemanager.googleapis.com/projects/" +
        std::string(project) + "' (or it may not exist).");
  }
  return std::nullopt;
}

}  // namespace droppoint::fakes::fcm
