#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/owner/pace.hpp"

namespace droppoint::app {

// "real", "manual", "skip", "scaled=60": as --clock and the control API write it.
std::string clock_text(const owner::Pace& pace);
std::optional<owner::Pace> parse_clock(std::string_view text);

}  // namespace droppoint::app
