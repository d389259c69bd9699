#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/apns/environment.hpp"
#include "fakes/apns/reasons.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/auth/verified_cache.hpp"

namespace droppoint::fakes::apns {

// A signing key that Apple issued to a team: what a `.p8` file of the developer's account is the private half
// of.
struct ProviderKey {
  // Both have ten characters at Apple; any text is taken here.
  std::string key_id;
  std::string team_id;
  auth::EcPublicKey key;
  // Restricted to one half of APNs; nothing: good for both.
  std::optional<Environment> environment = {};
  // The topics or bundle ids that the key may push to; empty: all of its team.
  std::vector<std::string> topics = {};
  // The one other key that may be used on the same connection; empty: none.
  std::string related_key_id = {};
  bool revoked = false;
};

// A provider token that is right in itself.
struct VerifiedToken {
  const ProviderKey* key = nullptr;
  // `iat`, in seconds since 1970.
  std::int64_t issued_at = 0;
};

// A provider token is refused when its `iat` lies more than this before the time of arrival.
inline constexpr std::int64_t kProviderTokenSecondsMax = 3600;
// How far the sender's clock may be ahead. Apple publishes no figure.
inline constexpr std::int64_t kFutureSecondsMax = 60;

// Checks the JSON Web Tokens with which providers say who they are.
class ProviderTokens {
 public:
  explicit ProviderTokens(std::vector<ProviderKey> keys);

  // `authorization` is the header's value, if there was one; `sender_time` what `iat` is judged against. The
  // key is valid for as long as this object.
  tl::expected<VerifiedToken, Refusal> verify(std::optional<std::string_view> authorization,
                                              sim::Time sender_time);

 private:
  struct Verified {
    std::size_t key = 0;
    std::int64_t issued_at = 0;
  };
  static constexpr std::size_t kVerifiedMax = 1024;

  tl::expected<Verified, Refusal> verify_token(std::string_view token) const;

  std::vector<ProviderKey> keys_;
  auth::VerifiedCache<Verified> verified_{kVerifiedMax};
};

// Whether the key may push to that topic.
bool covers(const ProviderKey& key, std::string_view topic);

}  // namespace droppoint::fakes::apns
