#include "fakes/communication_services/authenticate.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "emulator/http/headers.hpp"
#include "fakes/auth/acs_hmac.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/communication_services/hosts.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services {
namespace {

using Names = std::vector<std::string>;

// The resources that the host name leaves open.
Names candidates_of(DataPlane& plane, const wire::Hop& hop) {
  const Host host = read_host(hop.request.authority);
  Names names;
  for (const auto& [name, resource] : plane.store.communication_services()) {
    if (host.kind == Host::Kind::resource && !http::equal_ignoring_case(host.resource, name)) continue;
    names.push_back(resource.name);
  }
  return names;
}

tl::expected<std::string, http::Response> only_one(const Names& names) {
  if (names.size() == 1) return names.front();
  if (names.empty()) {
    return tl::unexpected(
        service_error(404, "ResourceNotFound", "There is no Communication Services resource."));
  }
  std::string choices;
  for (const std::string& name : names) choices += (choices.empty() ? "" : ", ") + name;
  return tl::unexpected(
      service_error(400, "AmbiguousResource",
                    "Neither host name nor credential says which resource is meant; there are: " + choices +
                        ". Use the host name {resource}.communication.azure.com or an access key."));
}

bool signed_with(const auth::AcsHmacClaim& claim, const std::string& key) {
  const auto bytes = auth::base64_decode(key);
  return bytes && claim.is_signed_with(auth::HmacKey(*bytes));
}

tl::expected<std::string, http::Response> by_access_key(DataPlane& plane, const wire::Hop& hop,
                                                        const Names& candidates) {
  const auto claim = auth::read_acs_hmac(hop.request, hop.origin.sender_time, plane.options.hmac_date_window);
  if (!claim) return tl::unexpected(denied());
  Names verified;
  for (const std::string& name : candidates) {
    const resources::CommunicationResource& resource = *plane.store.find_communication(name);
    if (signed_with(*claim, resource.primary_key) || signed_with(*claim, resource.secondary_key)) {
      verified.push_back(name);
    }
  }
  if (verified.empty()) return tl::unexpected(denied());
  return only_one(verified);
}

// Our Entra ID signs with the cloud's fixed key and by the cloud's clock; a token of any other issuer is held
// to the sender's clock.
bool bearer_lets_in(const DataPlane& plane, const wire::Hop& hop, std::string_view token) {
  const auto jwt = auth::parse_jwt(token);
  if (!jwt) return false;
  // A user's token opens chat and calling, never Identity.
  if (auth::text_claim(*jwt, "skypeid")) return false;
  const bool ours = !auth::verify_rs256(*jwt, plane.tokens.public_key());
  if (!ours && plane.options.strict_auth) return false;
  if (ours && plane.options.strict_auth &&
      !jwt->aud.value_or("").starts_with("https://communication.azure.com")) {
    return false;
  }
  const std::int64_t now = sim::unix_seconds(ours ? plane.now() : hop.origin.sender_time);
  return !jwt->exp || now < *jwt->exp;
}

// Of "Bearer abc": "abc".
std::optional<std::string_view> bearer_token(const http::Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto value = request.headers.get("Authorization");
  if (!value || !http::equal_ignoring_case(value->substr(0, kScheme.size()), kScheme)) return std::nullopt;
  return value->substr(kScheme.size());
}

tl::expected<UserClaims, http::Response> verify_user(DataPlane& plane, std::string_view token) {
  auto claims = plane.tokens.verify(token, plane.identities, plane.now());
  if (!claims) {
    return tl::unexpected(unauthorized("The user token is " + std::string(to_text(claims.error())) + "."));
  }
  return std::move(*claims);
}

}  // namespace

tl::expected<std::string, http::Response> authenticate(DataPlane& plane, const wire::Hop& hop) {
  const Names candidates = candidates_of(plane, hop);
  if (auth::has_acs_hmac(hop.request)) return by_access_key(plane, hop, candidates);
  const auto token = bearer_token(hop.request);
  if (!token || !bearer_lets_in(plane, hop, *token)) return tl::unexpected(denied());
  return only_one(candidates);
}

tl::expected<UserClaims, http::Response> authenticate_user(DataPlane& plane, const wire::Hop& hop) {
  const auto token = hop.request.headers.get("X-Skypetoken");
  if (!token) return tl::unexpected(unauthorized("The request has no X-Skypetoken."));
  return verify_user(plane, *token);
}

tl::expected<UserClaims, http::Response> authenticate_bearer(DataPlane& plane, const wire::Hop& hop) {
  const auto token = bearer_token(hop.request);
  if (!token) return tl::unexpected(unauthorized("The request has no bearer token."));
  return verify_user(plane, *token);
}

}  // namespace droppoint::fakes::communication_services
