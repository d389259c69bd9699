#pragma once

#include <string>
#include <string_view>

#include "emulator/sim/time.hpp"
#include "fakes/auth/key.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// The issuer of the tokens, and of what publishes their keys.
inline constexpr std::string_view kCallbackIssuer = "https://acscallautomation.communication.azure.com";

// Signs what goes to back ends: RS256, five minutes long, for the resource's immutable id. The keys are
// published, so that a receiver can check that a callback comes from the service.
class CallbackTokens {
 public:
  CallbackTokens();

  // `id` makes it unlike any other.
  std::string issue(std::string_view audience, std::string_view id, sim::Time now) const;
  // A JSON Web Key Set.
  std::string key_set() const;

  // A token of three parts whose middle one is `claims`: an incomingCallContext.
  std::string sign(std::string_view claims) const;
  // The claims of one that `sign` made; empty for any other.
  std::string claims_of(std::string_view token) const;

 private:
  auth::RsaPrivateKey key_;
  std::string key_id_;
  std::string header_;
};

}  // namespace droppoint::fakes::communication_services::call_automation
