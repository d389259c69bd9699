#pragma once

#include <string>
#include <string_view>

#include "emulator/sim/random.hpp"
#include "fakes/resources/store.hpp"

// The shared access policies that the service makes of its own accord, by whichever way a hub is made.

namespace droppoint::resources {

inline constexpr std::string_view kRootPolicy = "RootManageSharedAccessKey";
inline constexpr std::string_view kDefaultListenPolicy = "DefaultListenSharedAccessSignature";
inline constexpr std::string_view kDefaultFullPolicy = "DefaultFullSharedAccessSignature";
// Keys are base64 of so many bytes.
inline constexpr std::size_t kPolicyKeyBytes = 32;

std::string new_policy_key(sim::Random& keys);
// With new keys, made at `now`.
Policy make_policy(std::string_view name, Rights rights, sim::Random& keys, sim::Time now);
// Those of a new hub: one that may listen, and one that may do everything.
void add_default_policies(Hub& hub, sim::Random& keys, sim::Time now);

// Whether a policy may have this key: the base64 text of 32 bytes.
bool is_policy_key(std::string_view key);
// Puts `wanted` in the place of `key`, one of the policy's two; the old one is remembered.
void replace_key(Policy& policy, std::string& key, std::string wanted);

}  // namespace droppoint::resources
