#pragma once

#include <string>
#include <vector>

#include "fakes/notification_hubs/dispatch.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// Lets an opened message go to its targets. One without any is no error, but nobody gets it: a notification
// for no device says so in the trace.
void send_out(Core& core, const std::string& id, std::vector<Target> targets);

}  // namespace droppoint::fakes::notification_hubs
