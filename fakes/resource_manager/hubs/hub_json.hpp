#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// As GET shows it: without credentials.
Json hub_json(const resources::Namespace& name_space, const resources::Hub& hub);

// Reads `registrationTtl`; what is no time span is the body's mistake. Absent: for ever after a PUT, as it
// was after a PATCH.
void read_registration_ttl(const Fields& properties, resources::Hub& hub);

// 501 for settings of a hub that are not emulated; nothing otherwise.
std::optional<http::Response> refuse_unemulated_hub(const Fields& properties);

}  // namespace droppoint::fakes::resource_manager
