#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

Json subscription_json(const Call& call, const std::string& id);

}  // namespace droppoint::fakes::resource_manager
