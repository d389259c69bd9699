#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/sim/time.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/apns/device_limit.hpp"
#include "fakes/apns/device_tokens.hpp"
#include "fakes/apns/options.hpp"
#include "fakes/apns/provider_certificates.hpp"
#include "fakes/apns/provider_connections.hpp"
#include "fakes/apns/provider_tokens.hpp"
#include "fakes/apns/push_types.hpp"

namespace droppoint::fakes::apns {

// A POST to /3/device while it is being checked: what the checks look at, and what the ones before found.
struct PushRequest {
  const wire::Hop& hop;
  const Options& options;
  ProviderTokens& provider_tokens;
  ProviderCertificates& provider_certificates;
  ProviderConnections& connections;
  DeviceLimit& device_limit;
  const DeviceTokens& device_tokens;
  sim::Time now{};
  // Which half of APNs was asked; nothing: either.
  std::optional<Environment> environment = {};

  // Found on the way, in the order of the checks.
  std::string raw_token = {};
  // The provider is known by one of the two: by the token if both were sent.
  VerifiedToken provider = {};
  const auth::PushCertificate* certificate = nullptr;
  std::string topic = {};
  const PushType* push_type = nullptr;
  // Seconds since 1970 by the sender's clock; 0: try once; nothing: the longest storage.
  std::optional<std::int64_t> expiration = {};
  std::string collapse_id = {};
  const DeviceToken* token = nullptr;

  bool by_token() const { return provider.key != nullptr; }
  std::optional<std::string_view> header(std::string_view name) const {
    return hop.request.headers.get(name);
  }
};

// The device token of "/3/device/<token>", empty if there is none; nothing for any other path.
std::optional<std::string> token_of_target(std::string_view target);

}  // namespace droppoint::fakes::apns
