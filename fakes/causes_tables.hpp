#pragma once

#include <span>

#include "fakes/causes.hpp"

// The cause catalogue by drop point, each part in the order in which people should meet it. For causes.cpp
// and its parts only; everybody else asks causes.hpp.

namespace droppoint::fakes {

// Pages that more than one part names.
inline constexpr std::string_view kCallingPush =
    "https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/push-notifications";
inline constexpr std::string_view kHubFixer =
    "https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-fixer";
inline constexpr std::string_view kApnsSending =
    "https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns";

std::span<const Cause> causes_of_drop_point_1();
std::span<const Cause> causes_of_drop_point_2();
std::span<const Cause> causes_of_drop_point_3();
std::span<const Cause> causes_of_event_grid();

}  // namespace droppoint::fakes
