#pragma once

#include <string>
#include <vector>

#include "fakes/communication_services/data_plane.hpp"
#include "fakes/communication_services/target.hpp"

namespace droppoint::fakes::communication_services {

// Devices with a registration that holds, in order of registration, then those with a channel alone, by name,
// then the connections of real clients. `user` is an identity's id.
std::vector<Target> targets_of(const DataPlane& plane, const std::string& user, Purpose purpose);

// Those that are told at once of what happens in chat, pushes or not: connected devices, and real clients.
std::vector<Target> connected_targets_of(const DataPlane& plane, const std::string& user);

}  // namespace droppoint::fakes::communication_services
