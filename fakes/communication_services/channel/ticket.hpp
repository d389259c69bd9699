#pragma once

#include <tl/expected.hpp>

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/communication_services/channel/connection.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::channel {

// `connectparams`: what a client brings back of its allocation in the query of each later request, signed.
// Its members are observed, what they are signed with is not public.
nlohmann::ordered_json make_ticket(const DataPlane& plane, const Connection& connection);

// The connection that the query's ticket is for. The refusal, 401: it is missing, was not issued here, is
// past its time (`se`), or the connection is gone.
tl::expected<Connection*, http::Response> read_ticket(DataPlane& plane, const http::Target& target);

}  // namespace droppoint::fakes::communication_services::channel
