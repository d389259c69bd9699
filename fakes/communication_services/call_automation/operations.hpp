#pragma once

#include "emulator/http/router.hpp"
#include "fakes/communication_services/handler.hpp"

// Call Automation, one operation a file.

namespace droppoint::fakes::communication_services::call_automation {

Operation create_connection;
Operation answer_incoming_call;
Operation reject_incoming_call;
Operation redirect_incoming_call;
Operation join_call;
Operation get_connection;
Operation hang_up;
Operation terminate;
Operation transfer;
Operation list_participants;
Operation get_participant;
Operation add_participant;
Operation cancel_add_participant;
Operation remove_participant;
Operation mute_participants;
Operation move_participants;

// By which receivers of callbacks find the keys of their tokens.
Operation get_openid_configuration;
Operation get_callback_keys;

void add_call_routes(http::Router<Handler>& routes);
void add_key_routes(http::Router<Handler>& routes);

}  // namespace droppoint::fakes::communication_services::call_automation
