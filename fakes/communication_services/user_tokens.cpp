#include "fakes/communication_services/user_tokens.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "emulator/assert.hpp"
#include "emulator/http/headers.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {
namespace {

auth::RsaPrivateKey fixed_key() {
  auto key = auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem);
  DROPPOINT_ASSERT(key.has_value(), "the fixed key can be read");
  return std::move(*key);
}

// 1792 was seen beside "chat,voip"; what each bit means is inferred.
std::int64_t mask_of(std::span<const std::string> scopes) {
  struct Bits {
    std::string_view scope;
    std::int64_t bits;
  };
  constexpr std::array<Bits, 5> kBits{
      {{"chat", 768}, {"voip", 1024}, {"chat.join", 256}, {"chat.join.limited", 128}, {"voip.join", 64}}};
  std::int64_t mask = 0;
  for (const Bits& row : kBits) {
    if (std::find(scopes.begin(), scopes.end(), row.scope) != scopes.end()) mask |= row.bits;
  }
  return mask;
}

std::string listed(std::span<const std::string> scopes) {
  std::string list;
  for (const std::string_view scope : kScopes) {
    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) continue;
    if (!list.empty()) list += ',';
    list += scope;
  }
  return list;
}

// A token is as old as its second. One made in the second of a revocation, after it, is dated into the next,
// so that it can be told from those that the revocation ended.
std::int64_t issue_second(const Identity& identity, sim::Time now) {
  const std::int64_t second = sim::unix_seconds(now);
  if (!identity.revoked_second) return second;
  return std::max(second, *identity.revoked_second + 1);
}

}  // namespace

bool is_scope(std::string_view name) {
  return std::find(std::begin(kScopes), std::end(kScopes), name) != std::end(kScopes);
}

bool UserClaims::has_scope(std::string_view scope) const {
  std::string_view rest = scopes;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    if (rest.substr(0, comma) == scope) return true;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return false;
}

std::string_view to_text(TokenRefusal refusal) {
  switch (refusal) {
    case TokenRefusal::malformed:
      return "malformed";
    case TokenRefusal::not_ours:
      return "not issued by this service";
    case TokenRefusal::expired:
      return "expired";
    case TokenRefusal::unknown_user:
      return "of an identity that does not exist";
    case TokenRefusal::revoked:
      return "revoked";
  }
  return "";
}

UserTokens::UserTokens() : key_(fixed_key()) {
  const std::string thumbprint =
      auth::base64url_encode(auth::sha256(key_.public_key().modulus()).substr(0, 20));
  const nlohmann::ordered_json header{
      {"alg", "RS256"}, {"kid", thumbprint}, {"x5t", thumbprint}, {"typ", "JWT"}};
  header_ = header.dump();
}

IssuedToken UserTokens::issue(const Identity& identity, const resources::CommunicationResource& resource,
                              std::span<const std::string> scopes, sim::Duration lifetime,
                              sim::Time now) const {
  const std::int64_t issued = issue_second(identity, now);
  const std::int64_t expiry = sim::unix_seconds(now + lifetime);
  const nlohmann::ordered_json claims{{"skypeid", identity.id.substr(2)},
                                      {"scp", mask_of(scopes)},
                                      {"csi", std::to_string(issued)},
                                      {"exp", expiry},
                                      {"rgn", region_group_of(resource.data_location)},
                                      {"acsScope", listed(scopes)},
                                      {"resourceId", resource.immutable_id},
                                      {"resourceLocation", location_claim_of(resource.data_location)},
                                      {"iat", issued}};
  return {auth::make_jwt_rs256(header_, claims.dump(), key_), sim::from_unix_seconds(expiry)};
}

tl::expected<UserClaims, TokenRefusal> UserTokens::read(std::string_view token) const {
  const auto jwt = auth::parse_jwt(token);
  if (!jwt) return tl::unexpected(TokenRefusal::malformed);
  const auto skype_id = auth::text_claim(*jwt, "skypeid");
  if (!skype_id || !jwt->exp || !jwt->iat) return tl::unexpected(TokenRefusal::not_ours);
  if (auth::verify_rs256(*jwt, key_.public_key())) return tl::unexpected(TokenRefusal::not_ours);
  return UserClaims{.user = "8:" + *skype_id,
                    .scopes = auth::text_claim(*jwt, "acsScope").value_or(""),
                    .issued_second = *jwt->iat,
                    .expires_at = sim::from_unix_seconds(*jwt->exp)};
}

tl::expected<UserClaims, TokenRefusal> UserTokens::verify(std::string_view token,
                                                          const Identities& identities, sim::Time now) {
  UserClaims claims;
  if (const UserClaims* known = verified_.find(token, now)) {
    claims = *known;
  } else {
    auto read_claims = read(token);
    if (!read_claims) return tl::unexpected(read_claims.error());
    claims = std::move(*read_claims);
    if (claims.expires_at <= now) return tl::unexpected(TokenRefusal::expired);
    verified_.remember(std::string(token), claims.expires_at, claims);
  }
  const Identity* identity = identities.find(claims.user);
  if (identity == nullptr) return tl::unexpected(TokenRefusal::unknown_user);
  if (identity->revoked_second && claims.issued_second <= *identity->revoked_second) {
    return tl::unexpected(TokenRefusal::revoked);
  }
  return claims;
}

std::string location_claim_of(std::string_view data_location) {
  std::string claim = http::to_lower(data_location);
  std::erase(claim, ' ');
  return claim;
}

std::string region_group_of(std::string_view data_location) {
  constexpr std::array<std::string_view, 3> kAmericas{"unitedstates", "canada", "brazil"};
  constexpr std::array<std::string_view, 9> kEurope{"europe",      "france", "germany", "norway", "sweden",
                                                    "switzerland", "uk",     "africa",  "uae"};
  const std::string location = location_claim_of(data_location);
  if (std::find(kAmericas.begin(), kAmericas.end(), location) != kAmericas.end()) return "amer";
  if (std::find(kEurope.begin(), kEurope.end(), location) != kEurope.end()) return "emea";
  return "apac";
}

}  // namespace droppoint::fakes::communication_services
