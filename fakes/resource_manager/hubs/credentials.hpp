#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// What a credential that the body does not name means for the hub.
enum class Absent : std::uint8_t {
  keep,   // PATCH
  remove  // PUT
};

// Reads the credentials in a body's `properties` into `hub`. A credential written `null` is removed. Whether
// a key is the right one only the push service can tell; what cannot be one at all is the body's mistake.
// Certificates are judged by `now`.
void read_credentials(const Fields& properties, Absent absent, sim::Time now, resources::Hub& hub);

// {"apnsCredential":{"properties":{…}},…}: the credentials that the hub has, as they were given.
Json credentials_json(const resources::Hub& hub);

}  // namespace droppoint::fakes::resource_manager
