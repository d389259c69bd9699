#pragma once

#include <string_view>

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// {"success","failure","results":[{"applicationPlatform","pnsHandle","registrationId","outcome"}]} of the
// hub's `NotificationOutcome` document; fails with "InvalidOutcome" where the text is none.
Result<Json> outcome_json(std::string_view xml);

// The `Detail` of the hub's `<Error>` document; empty if the text is none.
std::string error_detail(std::string_view xml);

}  // namespace droppoint::fakes::resource_manager
