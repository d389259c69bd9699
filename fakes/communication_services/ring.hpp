#pragma once

#include <string>
#include <string_view>

#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

// Lets a new call ring on all devices of those who are called, until it is answered, declined, canceled or
// `Options::ringing` is over.
void ring(DataPlane& plane, Call& call);

// Lets the call ring on the devices of one more callee, who is in `call.callees`.
void ring_one(DataPlane& plane, Call& call, Callee& callee, sim::Duration ringing);

// The callee's devices, but the one of that name, are told that it rings no more; `state` says why.
void stop_ringing(DataPlane& plane, Call& call, Callee& callee, CalleeState state,
                  std::string_view device = {});

}  // namespace droppoint::fakes::communication_services
