#pragma once

#include <chrono>
#include <optional>

#include "emulator/http/headers.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::fakes::notification_hubs {

// How the hub tries a push again that the push service did not take for now. Documented: exponential
// back-off, for 30 minutes (the namespace's `delivery_window` here). The steps are ours.
// https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-fixer
inline constexpr sim::Duration kFirstPause = std::chrono::seconds(1);
inline constexpr sim::Duration kPauseMax = std::chrono::minutes(2);

// Before try number `attempt` + 1 (`attempt` counts from 1): doubled each time up to kPauseMax, and never
// less than the push service asked for.
sim::Duration pause_after(int attempt, std::optional<sim::Duration> asked_for);

// `Retry-After`, in seconds or as a date. Nothing if it is absent or cannot be read.
std::optional<sim::Duration> read_retry_after(const http::Headers& headers, sim::Time now);

}  // namespace droppoint::fakes::notification_hubs
