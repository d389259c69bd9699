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

// Calls `see` for each of the scopes, which stand between spaces.
template <class See>
void for_each_scope(std::string_view scopes, See see) {
  while (!scopes.empty()) {
    const std::size_t end = std::min(scopes.find(' '), scopes.size());
    if (end > 0) see(scopes.substr(0, end));
    scopes.remove_prefix(std::min(end + 1, scopes.size()));
  }
}

bool covers_messaging(std::string_view scopes) {
  bool covers = false;
  for_each_scope(scopes, [&covers](std::string_view scope) {
    if (std::find(kMessagingScopes.begin(), kMessagingScopes.end(), scope) != kMessagingScopes.end())
      covers = true;
  });
  return covers;
}

// At least one, and each in the form of Google's.
bool are_scopes(std::string_view scopes) {
  constexpr std::array<std::string_view, 3> kShort{"openid", "email", "profile"};
  std::size_t count = 0;
  bool good = true;
  for_each_scope(scopes, [&](std::string_view scope) {
    ++count;
    const bool is_short = std::find(kShort.begin(), kShort.end(), scope) != kShort.end();
    if (!is_short && !scope.starts_with("https://")) good = false;
  });
  return good && count > 0;
}

bool has_good_times(const auth::JwtParts& jwt, sim::Time sender_time) {
  if (!jwt.iat || !jwt.exp) return false;
  const std::int64_t now = sim::unix_seconds(sender_time);
  // Compared without sums of what the sender wrote: those could overflow.
  if (*jwt.iat > now + kSkewSeconds || *jwt.iat < now - kAssertionSecondsMax - kSkewSeconds) return false;
  return *jwt.exp > *jwt.iat && *jwt.exp <= *jwt.iat + kAssertionSecondsMax && *jwt.exp > now - kSkewSeconds;
}

// What Google's front ends say of an API's method in an ErrorInfo.
std::vector<std::pair<std::string, std::string>> about_method() {
  return {{"service", "fcm.googleapis.com"}, {"method", "google.firebase.fcm.v1.FcmService.SendMessage"}};
}

Refusal unauthenticated(std::string_view reason) {
  const bool shown = reason != "CREDENTIALS_MISSING";
  return Refusal{
      .http_status = 401,
      .status = "UNAUTHENTICATED",
      .message = std::string(shown ? "Request had invalid authentication credentials."
                                   : "Request is missing required authentication credential.") +
                 " Expected OAuth 2 access token, login cookie or other valid authentication credential. See "
                 "https://developers.google.com/identity/sign-in/web/devconsole-project.",
      .info = ErrorInfo{.reason = std::string(reason), .metadata = about_method()},
      .cause = "pns-invalid-credentials"};
}

Refusal permission_denied(std::string message, ErrorInfo info) {
  return Refusal{.http_status = 403,
                 .status = "PERMISSION_DENIED",
                 .message = std::move(message),
                 .info = std::move(info),
                 .cause = "pns-invalid-credentials"};
}

Refusal other_project(std::string_view project) {
  const std::string resource = "projects/" + std::string(project);
  return permission_denied(
      "Permission 'cloudmessaging.messages.create' denied on resource '//"
      "cloudresourcemanager.googleapis.com/" +
          resource + "' (or it may not exist).",
      {.reason = "IAM_PERMISSION_DENIED",
       .metadata = {{"permission", "cloudmessaging.messages.create"}, {"resource", resource}},
       .domain = "cloudresourcemanager.googleapis.com"});
}

Refusal api_disabled(const Project& project) {
  return permission_denied(
      "Firebase Cloud Messaging API has not been used in project " + project.number +
          " before or it is disabled. Enable it by visiting "
          "https://console.developers.google.com/apis/api/fcm.googleapis.com/overview?project=" +
          project.number +
          " then retry. If you enabled this API recently, wait a few minutes for the action to propagate to "
          "our "
          "systems and retry.",
      {.reason = "SERVICE_DISABLED",
       .metadata = {{"consumer", "projects/" + project.number}, {"service", "fcm.googleapis.com"}}});
}

}  // namespace

Result<std::string> AccessTokens::issue(const Assertion& assertion) {
  const auto jwt = auth::parse_jwt(assertion.jwt);
  if (!jwt) return fail("invalid_grant", "Invalid JWT: " + jwt.error().message);
  const std::string email = jwt->iss.value_or("");
  const Project* project = projects_.project_of_account(email);
  const ServiceAccount* account = projects_.find_account(email);
  if (account == nullptr || account->state == AccountState::deleted ||
      account->state == AccountState::disabled) {
    return fail("invalid_grant", "Invalid grant: account not found");
  }
  if (account->state == AccountState::key_deleted || auth::verify_rs256(*jwt, account->key)) {
    return fail("invalid_grant", "Invalid JWT Signature.");
  }
  if (!jwt->aud || !is_token_endpoint(*jwt->aud, assertion.authority)) {
    return fail("invalid_grant", "Invalid JWT: Failed audience check. The right audience is https://" +
                                     std::string(assertion.authority) + std::string(assertion.path));
  }
  if (!has_good_times(*jwt, assertion.sender_time)) {
    return fail("invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.");
  }
  if (jwt->sub && *jwt->sub != email) {
    return fail(
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized "
        "for any of the scopes requested.");
  }
  if (!jwt->scope || !are_scopes(*jwt->scope))
    return fail("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
  std::string token = "ya29." + random_.hex(64);
  issued_.emplace(token, Issued{.account = email,
                                .project = project,
                                .expires_at = assertion.now + std::chrono::seconds(kAccessTokenSeconds),
                                .for_messaging = covers_messaging(*jwt->scope)});
  return token;
}

// Reasons: https://docs.cloud.google.com/apis/design/errors, google.api.ErrorReason.
tl::expected<AccessTokens::Issued, AccessTokens::Refused> AccessTokens::find(
    std::optional<std::string_view> authorization, sim::Time now) const {
  constexpr std::string_view kScheme = "bearer ";
  const auto no = [](std::string_view reason) { return tl::unexpected<Refused>(Refused{reason}); };
  if (!authorization) return no("CREDENTIALS_MISSING");
  if (!http::equal_ignoring_case(authorization->substr(0, kScheme.size()), kScheme)) {
    return no("ACCESS_TOKEN_TYPE_UNSUPPORTED");
  }
  const std::string_view token = authorization->substr(kScheme.size());
  for (const Project& project : projects_.all()) {
    if (!project.access_token.empty() && project.access_token == token) {
      return Issued{.project = &project, .expires_at = sim::Time::max(), .for_messaging = true};
    }
  }
  const auto found = issued_.find(token);
  if (found == issued_.end()) return no("ACCESS_TOKEN_TYPE_UNSUPPORTED");
  if (found->second.expires_at <= now) return no("ACCESS_TOKEN_EXPIRED");
  const ServiceAccount* account = projects_.find_account(found->second.account);
  if (account->state == AccountState::disabled || account->state == AccountState::deleted) {
    return no("ACCOUNT_STATE_INVALID");
  }
  return found->second;
}

std::optional<Refusal> AccessTokens::check(std::optional<std::string_view> authorization,
                                           const Project* project, std::string_view project_as_asked,
                                           sim::Time now) const {
  const auto issued = find(authorization, now);
  if (!issued) return unauthenticated(issued.error().reason);
  if (!issued->for_messaging) {
    return permission_denied("Request had insufficient authentication scopes.",
                             {.reason = "ACCESS_TOKEN_SCOPE_INSUFFICIENT", .metadata = about_method()});
  }
  if (project == nullptr || issued->project != project) return other_project(project_as_asked);
  if (!project->api_enabled) return api_disabled(*project);
  return std::nullopt;
}

const Project* AccessTokens::project_of(std::optional<std::string_view> authorization, sim::Time now) const {
  const auto issued = find(authorization, now);
  return issued && issued->for_messaging ? issued->project : nullptr;
}

}  // namespace droppoint::fakes::fcm
