#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// A Communication Services resource as GET shows it.
Json communication_json(const Plane& plane, const resources::CommunicationResource& resource);

// Keys and connection strings, in the form of the host by which they were asked for.
Json communication_keys_json(const Call& call, const resources::CommunicationResource& resource);

// 501 for what a body asks for and this emulator does not have; nothing otherwise.
std::optional<http::Response> refuse_unemulated_communication(const Fields& body);

}  // namespace droppoint::fakes::resource_manager
