#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace droppoint::fakes::apns {

// The two halves of APNs. A device token belongs to the one that the app's `aps-environment` entitlement
// named when it was signed; the other does not know it.
enum class Environment : std::uint8_t { production, sandbox };

// "production", "sandbox".
std::string_view to_text(Environment environment);
std::optional<Environment> parse_environment(std::string_view text);

// Which half a server name stands for, with or without a port. Nothing for names that are not Apple's, such
// as localhost: there the caller's options decide.
std::optional<Environment> environment_of_host(std::string_view authority);

// Whether this is one of the hosts that manage broadcast channels.
bool is_channel_management_host(std::string_view authority);

}  // namespace droppoint::fakes::apns
