#pragma once

#include "fakes/config/cloud_config.hpp"
#include "fakes/fcm/options.hpp"

namespace droppoint::fakes {

// What Google knows of a cloud that starts at `start`: the projects of hubs, of devices and of the
// configuration, each with its service account and the server keys of the hubs that send for it.
fcm::Options fcm_options(const config::CloudConfig& config, sim::Time start);

}  // namespace droppoint::fakes
