#include "fakes/cloud_apns.hpp"

#include <algorithm>
#include <utility>

#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/cloud_store.hpp"
#include "fakes/well_known.hpp"

namespace droppoint::fakes {
namespace {

bool knows(const apns::Options& options, std::string_view key_id) {
  return std::any_of(options.provider_keys.begin(), options.provider_keys.end(),
                     [key_id](const apns::ProviderKey& key) { return key.key_id == key_id; });
}

apns::ProviderKey provider_key(const config::ApnsKeyConfig& config) {
  apns::ProviderKey key{.key_id = config.key_id,
                        .team_id = config.team.empty() ? std::string(kDefaultTeam) : config.team,
                        .key = auth::fixed_apns_signing_key().public_key(),
                        .environment = apns::parse_environment(config.environment),
                        .topics = config.topics,
                        .related_key_id = config.related,
                        .revoked = config.revoked};
  // Read once already when the configuration was.
  if (auto own = auth::EcPublicKey::from_pem(config.public_key)) key.key = std::move(*own);
  return key;
}

void add_key_of_hub(const config::ApnsConfig& apns, apns::Options& options) {
  if (apns.key_id.empty() && apns.private_key.empty()) return;
  const auto credential = credential_of(apns);
  const auto key = auth::EcPrivateKey::from_pem(credential.token);
  // A key that cannot be read is the hub's misconfiguration: Apple does not know it.
  if (!key || knows(options, credential.key_id)) return;
  options.provider_keys.push_back(
      {.key_id = credential.key_id, .team_id = credential.team_id, .key = key->public_key()});
}

std::optional<apns::RateLimit> rate_limit(const std::optional<config::ApnsRate>& rate) {
  if (!rate) return std::nullopt;
  return apns::RateLimit{static_cast<std::uint32_t>(rate->most), rate->per};
}

apns::BackgroundPriority background_priority_of(std::string_view text) {
  if (text == "any") return apns::BackgroundPriority::any;
  return text == "given" ? apns::BackgroundPriority::given : apns::BackgroundPriority::not_10;
}

}  // namespace

apns::Options apns_options(const config::CloudConfig& config) {
  const config::ApnsSettings& settings = config.apns;
  apns::Options options;
  for (const auto& key : settings.keys) options.provider_keys.push_back(provider_key(key));
  if (!knows(options, kDefaultKeyId)) {
    options.provider_keys.push_back(provider_key({.key_id = std::string(kDefaultKeyId)}));
  }
  for (const auto& name_space : config.notification_hubs) {
    for (const auto& hub : name_space.hubs) {
      if (hub.apns) add_key_of_hub(*hub.apns, options);
    }
  }
  options.localhost_environment = apns::parse_environment(settings.localhost_environment);
  options.key_environment_reason = settings.key_environment_reason;
  options.background_priority = background_priority_of(settings.background_priority);
  options.provider_token_updates = rate_limit(settings.provider_token_updates);
  options.pushes_per_device = rate_limit(settings.device_limit);
  options.device_token_lifetime = settings.device_token_lifetime;
  if (const auto* row = apns::find_reason(settings.outage)) options.outage = row->reason;
  return options;
}

}  // namespace droppoint::fakes
