#pragma once

#include "fakes/apns/options.hpp"
#include "fakes/config/cloud_config.hpp"

namespace droppoint::fakes {

// What Apple knows: the default key, the keys that the configuration gives to hubs, and those below
// `apns: {keys: …}`, which win over both.
apns::Options apns_options(const config::CloudConfig& config);

}  // namespace droppoint::fakes
