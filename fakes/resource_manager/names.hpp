#pragma once

#include <string_view>

#include "fakes/resource_manager/fields.hpp"

// The names that the public REST specifications allow.

namespace droppoint::fakes::resource_manager {

// ^[-\w]+$, 1 to 63 characters.
bool is_communication_name(std::string_view name);
// ^[a-zA-Z][a-zA-Z0-9-]*$, 6 to 50 characters, a letter or digit last.
bool is_namespace_name(std::string_view name);
// ^[a-zA-Z][a-zA-Z0-9-./_]*$, at most 265.
bool is_hub_name(std::string_view name);
// Letters, digits, "-", "." and "_", a letter or digit first, at most 256.
bool is_policy_name(std::string_view name);
// Letters, digits and "-_.()", no "." at the end, at most 90.
bool is_group_name(std::string_view name);

// 400 "InvalidResourceName".
http::Response invalid_name(std::string_view name, std::string_view rule);

}  // namespace droppoint::fakes::resource_manager
