#pragma once

#include <string_view>

// The default cloud's names that are not keys: fixed and public, so that settings can be copied from page to
// page.

namespace droppoint::fakes {

inline constexpr std::string_view kTenant = "11111111-1111-1111-1111-111111111111";
inline constexpr std::string_view kClient = "22222222-2222-2222-2222-222222222222";
inline constexpr std::string_view kClientSecret = "droppoint-client-secret";
inline constexpr std::string_view kDefaultTeam = "DROPPOINT1";
inline constexpr std::string_view kDefaultKeyId = "DROPKEY001";

}  // namespace droppoint::fakes
