#pragma once

#include <string>

#include "fakes/resource_manager/long_running.hpp"

namespace droppoint::fakes::resource_manager {

// Seconds until asking again is worth while, as the cloud's clock says it; at least one, at most
// `kRetryAfterMax`, since that clock may be moved by hand.
inline constexpr std::int64_t kRetryAfterMax = 15;
std::string retry_after(const LongRunning::Operation& operation, sim::Time now);

}  // namespace droppoint::fakes::resource_manager
