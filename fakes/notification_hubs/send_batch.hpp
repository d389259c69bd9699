#pragma once

#include <string>
#include <vector>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// `POST /{hub}/messages/$batch?direct`: a multipart body with the parts "notification" and "devices" (a JSON
// array of at most 1000 handles). Basic and Standard tier only. A handle named twice gets one push.
Reply send_batch(Core& core, Call& call);
std::vector<std::string> handles_of_batch(const Call& call);

}  // namespace droppoint::fakes::notification_hubs
