#pragma once

#include <string>
#include <string_view>

#include "fakes/communication_services/channel/connection.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::channel {

// Something that the client of a connection is to be told.
struct Delivery {
  wire::TraceId trace = {};
  // None: no verdict tells whether it arrived.
  wire::NotificationId notification = {};
  // "chatMessageReceived": the end of the path by which mobile SDKs tell events apart.
  std::string event;
  std::string body;
  // How long it is kept for a client that does not acknowledge it.
  sim::Duration time_to_live{};
};

// Sends it now, or when the connection has a session again, and again after each session in which it was not
// acknowledged. The notification is delivered once it is, and dropped with message-ttl-exceeded when its time
// is over; a connection that is gone is device-unreachable.
void deliver(DataPlane& plane, std::string_view connection_id, Delivery delivery);

// Whatever waits for a session, in order.
void send_waiting(DataPlane& plane, Connection& connection);
// `trouter.message_loss`, if anything was lost that the client has not said it dealt with.
void send_losses(DataPlane& plane, Connection& connection);
// The client's answer to a message: `{"id":7,"status":200,…}`. What cannot be read is ignored.
void acknowledge(DataPlane& plane, Connection& connection, std::string_view answer);

}  // namespace droppoint::fakes::communication_services::channel
