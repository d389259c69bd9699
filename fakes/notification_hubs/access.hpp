#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "fakes/auth/digest.hpp"
#include "fakes/auth/sas.hpp"
#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// What an operation asks of the policy that signed: `send_or_manage` is ours for telemetry and feedback,
// whose claim no page states.
enum class Claim : std::uint8_t { listen, send, manage, send_or_manage };

// Keys made ready to sign, by their text: a policy signs thousands of requests with one.
class KeyRing {
 public:
  const auth::HmacKey& key(const std::string& text);

 private:
  static constexpr std::size_t kKeysMax = 1024;
  std::unordered_map<std::string, auth::HmacKey> keys_;
};

// How a signature fits a hub: with a key of today, with one that was regenerated away, or with none.
enum class KeyMatch : std::uint8_t { none, former, current };

// Which policy of the hub or of its namespace signed. The hub's own goes first where both have the name.
struct Signer {
  KeyMatch match = KeyMatch::none;
  const resources::Policy* policy = nullptr;
  bool of_namespace = false;
};
Signer find_signer(KeyRing& keys, const auth::SharedAccessSignature& sas,
                   const resources::Namespace& name_space, const resources::Hub& hub);
// `hub` may be null: only the namespace's policies count.
Signer find_signer(KeyRing& keys, const auth::SharedAccessSignature& sas,
                   const resources::Namespace& name_space, const resources::Hub* hub);

// The refusal, or nothing when the caller is let in. In order: header, signature, expiry (by the sender's
// clock), scope, claim. Without a hub in the call it is about the namespace.
[[nodiscard]] std::optional<Refusal> check_access(Core& core, const Call& call, Claim claim);

}  // namespace droppoint::fakes::notification_hubs
