#pragma once

#include <string>
#include <vector>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// The notification that goes to one handle. One that Communication Services carries along (`given`) is its
// own; for a back end this opens one of kind "direct".
wire::NotificationId open_notice(Core& core, wire::TraceId trace, wire::NotificationId given,
                                 const std::string& handle);

// Says of each notification in a refused request that it fell at drop point 1. Those of Communication
// Services are only diagnosed: it alone knows whether it used an outdated link, and settles them itself.
void tell_refusal(Core& core, const Call& call, const Refusal& refusal,
                  const std::vector<std::string>& handles);

}  // namespace droppoint::fakes::notification_hubs
