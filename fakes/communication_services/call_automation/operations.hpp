#pragma once

#include "emulator/http/router.hpp"
#include "fakes/communication_services/handler.hpp"

// Call Automation, one operation a file.

namespace droppoint::fakes::communication_services::call_automation {

struct Request;
// Never waits: what it sets off runs after its answer.
using Action = http::Response(Request& request);

Action create_connection;
Action answer_incoming_call;
Action reject_incoming_call;
Action redirect_incoming_call;
Action join_call;
Action get_connection;
Action hang_up;
Action terminate;
Action transfer;
Action list_participants;
Action get_participant;
Action add_participant;
Action cancel_add_participant;
Action remove_participant;
Action mute_participants;
Action move_participants;

// By which receivers of callbacks find the keys of their tokens.
Operation get_openid_configuration;
Operation get_callback_keys;

void add_call_routes(http::Router<Handler>& routes);
void add_key_routes(http::Router<Handler>& routes);

}  // namespace droppoint::fakes::communication_services::call_automation
