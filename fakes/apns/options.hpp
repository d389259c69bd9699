#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fakes/apns/environment.hpp"
#include "fakes/apns/provider_tokens.hpp"
#include "fakes/apns/rate_limit.hpp"
#include "fakes/apns/reasons.hpp"

namespace droppoint::fakes::apns {

// Background pushes need priority 5. Apple's page calls 10 an error, and says that a missing header means 10;
// whether the service refuses that too is not known.
enum class BackgroundPriority : std::uint8_t { any, not_10, given };

struct Options {
  // The keys of all teams. A token signed with any other is InvalidProviderToken.
  std::vector<ProviderKey> provider_keys = {};
  // Which half of APNs answers at names that are not Apple's; nothing: the one that the key, the certificate
  // or else the device token is of.
  std::optional<Environment> localhost_environment = {};
  // How a key of the other environment is refused, where it is not spelled as Apple's page does.
  std::string key_environment_reason = {};
  BackgroundPriority background_priority = BackgroundPriority::not_10;
  // How often a provider may go over to a newer token on one connection. Nothing: as often as it likes.
  std::optional<RateLimit> provider_token_updates = RateLimit{1, std::chrono::minutes(20)};
  // How many pushes one device token takes. Nothing: any number.
  std::optional<RateLimit> pushes_per_device = {};
  // How long a device token is good after it was issued. Nothing: until the app gives it back.
  std::optional<sim::Duration> device_token_lifetime = {};
  // What every request is answered while it is set, one of the 500 and 503 reasons.
  std::optional<Reason> outage = {};
};

}  // namespace droppoint::fakes::apns
