#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"

// How long registrations live, in the two forms in which the service writes it. "Never" is the longest time
// span of .NET.

namespace droppoint::resources {

inline constexpr std::string_view kNeverTimeSpan = "10675199.02:48:05.4775807";
inline constexpr std::string_view kNeverDuration = "P10675199DT2H48M5.4775807S";

// None: for ever. Fails with "InvalidRegistrationTtl" for a text of neither form and for less than a day,
// which is the shortest that the .NET client lets one set.
using RegistrationTtl = std::optional<sim::Duration>;
// "90.00:00:00", as Resource Manager writes it.
Result<RegistrationTtl> parse_time_span(std::string_view text);
std::string to_time_span(RegistrationTtl ttl);
// "P90D", as the hub's own interface writes it.
Result<RegistrationTtl> parse_ttl_duration(std::string_view text);
std::string to_ttl_duration(RegistrationTtl ttl);

}  // namespace droppoint::resources
