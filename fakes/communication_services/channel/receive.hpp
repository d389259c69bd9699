#pragma once

#include <string_view>

#include "fakes/communication_services/channel/connection.hpp"
#include "fakes/communication_services/channel/packet.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::channel {

// What the client of an open session sent. The session may be over afterwards.
void receive(DataPlane& plane, std::string_view session_id, const Packet& packet, wire::TraceId trace);

}  // namespace droppoint::fakes::communication_services::channel
