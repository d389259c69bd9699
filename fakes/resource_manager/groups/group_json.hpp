#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// `name` as it is stored. The group exists.
Json group_json(const Call& call, const std::string& name);

// The groups of the subscription in the path, which exists.
resources::ByName<std::string>& groups_of(Call& call);

// 404 "ResourceGroupNotFound".
http::Response group_not_found(std::string_view name);

}  // namespace droppoint::fakes::resource_manager
