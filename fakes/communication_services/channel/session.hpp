#pragma once

#include <string>
#include <string_view>

#include "fakes/communication_services/channel/connection.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::channel {

// Tells the client that it is connected, what it missed, and what waits for it; from then on heartbeats go
// out and silence is noticed.
void open_session(DataPlane& plane, Connection& connection);
// The client said something.
void heard(DataPlane& plane, Connection& connection);

// Sends the packet by whatever transport there is. `notification`: the packet carries it.
void send_packet(DataPlane& plane, Connection& connection, std::string packet, wire::TraceId trace,
                 wire::NotificationId notification = {});

// Says `0::` with `data` ("dup", `{"reason":"unauthorized"}`), closes, and lets what was not acknowledged
// wait for the next session.
void end_session(DataPlane& plane, Connection& connection, std::string_view data);
// Of a user whose tokens no longer count: its endpoints go, its sessions end.
void disconnect_user(DataPlane& plane, std::string_view user);
// The client has gone already: nothing is said.
void forget_session(Connection& connection);

}  // namespace droppoint::fakes::communication_services::channel
