#pragma once

#include "fakes/communication_services/data_plane.hpp"
#include "fakes/communication_services/end_call.hpp"

// What Call Automation's back ends are told of what happens in a call.

namespace droppoint::fakes::communication_services::call_automation {

// It rings no more for the callee, whose state says why.
void callee_changed(DataPlane& plane, Call& call, Callee& callee);

// Somebody came or left, or was muted.
void participants_changed(DataPlane& plane, Call& call);

// The call is over for all.
void call_ended(DataPlane& plane, Call& call, EndReason reason);

// The back end is in the call now: tells it so.
void connected(DataPlane& plane, Connection& connection, const Call& call);

}  // namespace droppoint::fakes::communication_services::call_automation
