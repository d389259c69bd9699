#pragma once

#include <string>

#include <tl/expected.hpp>

#include "emulator/http/message.hpp"
#include "emulator/http/route_pattern.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

struct AddressedIdentity {
  // By name.
  std::string resource;
  // The identity's id.
  std::string identity;
};

// The checks of each operation on one identity, in this order: credential (401), api-version (400), and
// whether the resource has that identity (404).
tl::expected<AddressedIdentity, http::Response> identity_of_path(DataPlane& plane, const wire::Hop& hop,
                                                                 const http::PathParameters& parameters);

}  // namespace droppoint::fakes::communication_services
