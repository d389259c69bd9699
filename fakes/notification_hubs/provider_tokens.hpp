#pragma once

#include <chrono>
#include <map>
#include <string>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// The tokens by which a hub proves to APNs who it is: ES256, `kid` and team of the credential, `iat` of the
// cloud's clock. Apple wants one renewed between 20 and 60 minutes.
// https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns
class ProviderTokens {
 public:
  // Kept for each credential until it is kRenewalAge old. Fails with "InvalidKey" when the credential's key
  // cannot be read.
  Result<std::string> token(const resources::ApnsCredential& credential, sim::Time now);
  // After APNs called it expired: the next one is signed anew.
  void forget(const resources::ApnsCredential& credential);

  static constexpr sim::Duration kRenewalAge = std::chrono::minutes(40);

 private:
  struct Signed {
    std::string token;
    sim::Time at{};
  };
  static constexpr std::size_t kTokensMax = 1024;
  std::map<std::string, Signed> tokens_;
};

}  // namespace droppoint::fakes::notification_hubs
