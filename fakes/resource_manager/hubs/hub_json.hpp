#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// How the service writes that registrations never expire.
inline constexpr std::string_view kNever = "10675199.02:48:05.4775807";

// As GET shows it: without credentials.
Json hub_json(const resources::Namespace& name_space, const resources::Hub& hub);

// 501 for settings of a hub that are not emulated; nothing otherwise.
std::optional<http::Response> refuse_unemulated_hub(const Fields& properties);

}  // namespace droppoint::fakes::resource_manager
