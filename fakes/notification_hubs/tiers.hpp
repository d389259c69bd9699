#pragma once

#include <cstdint>
#include <optional>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

// What not every tier has.
enum class Feature : std::uint8_t { batch_send, scheduled_send, telemetry, feedback, jobs };

// 403 `This operation is not available for your tier`, or nothing if the namespace's tier has the feature.
[[nodiscard]] std::optional<Refusal> check_tier(const Call& call, Feature feature);

// What the namespace is held to: its own limits, and where these say so the documented ones of its tier.
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
resources::Limits limits_of(const resources::Namespace& name_space);

// 403 when the namespace has as many devices as it may have already; asked before one more is registered.
[[nodiscard]] std::optional<Refusal> check_device_quota(const Call& call, std::uint64_t devices);

}  // namespace droppoint::fakes::notification_hubs
