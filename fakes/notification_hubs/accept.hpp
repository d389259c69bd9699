#pragma once

#include <string>
#include <vector>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/payload.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// Takes a send: one notification for each handle, whose push begins after the answer. 201, with a `Location`
// on the Standard tier.
http::Response accept(Core& core, const Call& call, Payload payload, std::vector<std::string> handles);

}  // namespace droppoint::fakes::notification_hubs
