#pragma once

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// `GET /{hub}/feedbackcontainer`: the URL of the container with the handles that push services found bad, as
// bare text. Standard tier only.
// https://learn.microsoft.com/rest/api/notificationhubs/get-pns-feedback
Reply get_feedback(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
