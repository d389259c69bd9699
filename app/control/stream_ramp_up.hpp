#pragma once

#include <string_view>

#include "emulator/wire/hop.hpp"

namespace droppoint::app {

// With provider tokens, APNs allows a new connection one stream until it has seen a valid one
// (https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns). That
// is done for `apns: {stream_ramp_up: true}` only: off, a client that opens many streams at once is not
// slowed.

// Whether a new connection begins with one stream: it asks for one of APNs' names, or says no name (or a
// loopback one), when it may be meant for APNs, and has no client certificate.
bool begins_with_one_stream(std::string_view server_name, bool certificate);

// Whether this answer ends it: APNs has seen a valid token, or the connection is not for APNs.
bool ends_ramp_up(wire::Party party, const wire::Answer& answer);

}  // namespace droppoint::app
