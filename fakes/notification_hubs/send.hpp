#pragma once

#include <string>
#include <vector>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// `POST /{hub}/messages`. With `direct` in the query (its value does not matter) it goes to the one device
// whose handle a header names: 201, then the push. Without it it goes to registrations
// (sends/operations.hpp).
Reply send(Core& core, Call& call);
std::vector<std::string> handles_of_send(const Call& call);

}  // namespace droppoint::fakes::notification_hubs
