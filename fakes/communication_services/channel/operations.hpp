#pragma once

#include "fakes/communication_services/handler.hpp"

// The operations of the real-time channel, each in the file of its name: what clients of the chat SDK (its
// signaling packages) call. docs/fidelity/communication-services.md says what is known of them.

namespace droppoint::fakes::communication_services::channel {

// GET /chat/config/realTimeNotifications
Operation get_configuration;
// POST /v4/a
Operation allocate;
// GET /socket.io/1/
Operation shake_hands;
// GET, MESSAGE and CLOSE /socket.io/1/websocket/{session}
Operation open_websocket;
Operation take_websocket_message;
Operation close_websocket;
// GET and POST /socket.io/1/xhr-polling/{session}
Operation poll;
Operation take_poll_packets;
// GET /socket.io/1/{session}?disconnect=1
Operation disconnect;
// POST and DELETE {registrar}/v3/registrations
Operation register_endpoint;
Operation unregister_endpoint;

}  // namespace droppoint::fakes::communication_services::channel
