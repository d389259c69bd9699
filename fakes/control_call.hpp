#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "fakes/cloud.hpp"

// How the handles of the C++ API use the control API.

namespace droppoint {

// The answer to a control call that must succeed: its JSON. Throws CloudError otherwise. `path` is what
// stands behind "/_droppoint/v1/".
nlohmann::ordered_json ask_control(Cloud* cloud, std::string_view method, const std::string& path,
                                   const nlohmann::ordered_json& body);
nlohmann::ordered_json ask_control(Cloud* cloud, std::string_view method, const std::string& path);

// The member if it is a text, else empty.
std::string control_text(const nlohmann::ordered_json& json, const char* key);

}  // namespace droppoint
