#pragma once

#include <string_view>

#include "emulator/result.hpp"
#include "fakes/notification_hubs/registrations/registration.hpp"

namespace droppoint::fakes::notification_hubs {

// Reads the Atom entry of one registration: what its sender decides. Its id, ETag and expiry are the hub's,
// so they are passed over; unknown elements too, and the prefixes of names.
//
// Fails with "InvalidRegistration" for what is no entry of a known kind or names no device, "InvalidTag", or
// "InvalidTemplate".
Result<Registration> read_registration(std::string_view xml);

}  // namespace droppoint::fakes::notification_hubs
