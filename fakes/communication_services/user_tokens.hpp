#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/auth/verified_cache.hpp"
#include "fakes/communication_services/identities.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::communication_services {

// What a user token may be used for, in the order in which tokens list them.
inline constexpr std::string_view kScopes[] = {"chat", "voip", "chat.join", "chat.join.limited", "voip.join"};
bool is_scope(std::string_view name);

struct IssuedToken {
  std::string token;
  sim::Time expires_at{};
};

// A verified token of a user.
struct UserClaims {
  // The identity's id.
  std::string user;
  // Comma-separated, as in the token.
  std::string scopes;
  std::int64_t issued_second = 0;
  sim::Time expires_at{};

  bool has_scope(std::string_view scope) const;
};

enum class TokenRefusal { malformed, not_ours, expired, unknown_user, revoked };
// "revoked", for messages.
std::string_view to_text(TokenRefusal refusal);

// Issues and verifies users' access tokens: RS256, with the claims seen in public logs. They are the cloud's
// own, so they carry the cloud's time and are judged by it.
class UserTokens {
 public:
  UserTokens();

  IssuedToken issue(const Identity& identity, const resources::CommunicationResource& resource,
                    std::span<const std::string> scopes, sim::Duration lifetime, sim::Time now) const;

  tl::expected<UserClaims, TokenRefusal> verify(std::string_view token, const Identities& identities,
                                                sim::Time now);

  // The one key of the cloud: the emulated Entra ID signs with it too.
  const auth::RsaPublicKey& public_key() const { return key_.public_key(); }

 private:
  tl::expected<UserClaims, TokenRefusal> read(std::string_view token) const;

  auth::RsaPrivateKey key_;
  std::string header_;
  auth::VerifiedCache<UserClaims> verified_{10'000};
};

// The region group and the location as claims write a resource's data location ("United States" → "amer",
// "unitedstates"). Only the pair of the United States was seen; the others are inferred.
std::string region_group_of(std::string_view data_location);
std::string location_claim_of(std::string_view data_location);

}  // namespace droppoint::fakes::communication_services
