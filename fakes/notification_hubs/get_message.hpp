#pragma once

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// `GET /{hub}/messages/{id}`: what became of a send. Standard tier only.
// https://learn.microsoft.com/rest/api/notificationhubs/get-notification-message-telemetry
Reply get_message(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
