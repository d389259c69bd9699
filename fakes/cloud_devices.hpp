#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "fakes/config/object_reader.hpp"

namespace droppoint::fakes {

// All that is wrong with the `devices` of a cloud's document, before there is a cloud that could refuse them.
// `pointer` is where the cloud stands in its document.
void check_cloud_devices(const nlohmann::ordered_json& cloud, const std::string& pointer,
                         std::vector<config::Mistake>& mistakes);

}  // namespace droppoint::fakes
