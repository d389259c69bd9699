#pragma once

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// `POST /{hub}/messages` without `direct`: to a tag, a tag expression or everybody, native or by templates.
// With `test` in the query it waits for the push services and tells what they said of at most ten devices.
Reply send_to_audience(Core& core, Call& call);

// `POST /{hub}/schedulednotifications`: the same at a later time, at most seven days ahead. Standard tier
// only.
Reply schedule_send(Core& core, Call& call);
// `DELETE /{hub}/schedulednotifications/{id}`: 200, or 404 for one that went out, was cancelled or never was.
Reply cancel_scheduled_send(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
