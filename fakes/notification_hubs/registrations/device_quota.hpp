#pragma once

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// Asked before a device is added: a refusal when the namespace has as many as it may have, in all its hubs.
// Without a limit nothing is counted.
[[nodiscard]] std::optional<Refusal> check_device_quota(const Core& core, const Call& call);

}  // namespace droppoint::fakes::notification_hubs
