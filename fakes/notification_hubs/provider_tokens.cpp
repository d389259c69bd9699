#include "fakes/notification_hubs/provider_tokens.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "fakes/auth/jwt.hpp"
#include "fakes/auth/key.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

std::string key_of(const resources::ApnsCredential& credential) {
  return credential.team_id + '\n' + credential.key_id + '\n' + credential.token;
}

// Names in a credential are texts from outside, and may not be UTF-8.
std::string to_text(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Result<std::string> ProviderTokens::token(const resources::ApnsCredential& credential, sim::Time now) {
  const std::string key = key_of(credential);
  const auto found = tokens_.find(key);
  if (found != tokens_.end() && now < found->second.at + kRenewalAge) return found->second.token;

  const auto private_key = auth::EcPrivateKey::from_pem(credential.token);
  if (!private_key) return tl::unexpected(private_key.error());
  const nlohmann::ordered_json header{{"alg", "ES256"}, {"kid", credential.key_id}};
  const nlohmann::ordered_json claims{{"iss", credential.team_id}, {"iat", sim::unix_seconds(now)}};
  std::string token = auth::make_jwt_es256(to_text(header), to_text(claims), *private_key);
  if (tokens_.size() >= kTokensMax) tokens_.clear();
  tokens_.insert_or_assign(key, Signed{token, now});
  return token;
}

void ProviderTokens::forget(const resources::ApnsCredential& credential) {
  tokens_.erase(key_of(credential));
}

}  // namespace droppoint::fakes::notification_hubs
