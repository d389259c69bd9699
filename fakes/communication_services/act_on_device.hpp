#pragma once

#include <string>

#include "emulator/result.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

// Does with a call on a device of the emulator what is done there: "answer", "decline" and "hang-up", as its
// user does them; "over", as the app does when the service says so. Fails with "DeviceNotReachable", or with
// what the device says against it ("DeviceNotRinging", if it says nothing of its own).
sim::Task<Result<void>> act_on_device(DataPlane& plane, wire::TraceId trace, std::string device,
                                      std::string call, std::string action);

}  // namespace droppoint::fakes::communication_services
