#pragma once

#include "fakes/resource_manager/call.hpp"

// The operations that ask another party before they answer, each in a file of its name.

namespace droppoint::fakes::resource_manager {

// …/notificationHubs/{hub}/debugsend: asks the hub for a test send.
std::variant<http::Response, Onward> debug_send(Call& call);

}  // namespace droppoint::fakes::resource_manager
