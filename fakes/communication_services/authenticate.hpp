#pragma once

#include <string>

#include <tl/expected.hpp>

#include "emulator/http/message.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

// Which resource a request to Identity is for, by name, when its credential lets it in: an access key of the
// resource (HMAC) or a bearer token of Entra ID. The refusal is 401, 404 when there is no resource, or 400
// with the choices when host name and credential fit several resources.
tl::expected<std::string, http::Response> authenticate(DataPlane& plane, const wire::Hop& hop);

// The user of a request to the registrar, by the token in `X-Skypetoken`; the refusal is 401.
tl::expected<UserClaims, http::Response> authenticate_user(DataPlane& plane, const wire::Hop& hop);
// The same for chat, by the bearer token in `Authorization`.
tl::expected<UserClaims, http::Response> authenticate_bearer(DataPlane& plane, const wire::Hop& hop);

}  // namespace droppoint::fakes::communication_services
