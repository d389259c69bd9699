#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// The metrics of all its hubs: once a hub is deleted, Azure Monitor no longer knows it.
void forget_metrics(Plane& plane, const resources::Namespace& name_space);

}  // namespace droppoint::fakes::resource_manager
