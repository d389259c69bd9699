#pragma once

#include "emulator/http/router.hpp"
#include "fakes/communication_services/handler.hpp"

// The Chat service's REST operations, each in the file of its name.

namespace droppoint::fakes::communication_services::chat {

Operation create_thread;
Operation list_threads;
Operation get_thread;
Operation update_thread;
Operation delete_thread;

Operation send_message;
Operation list_messages;
Operation get_message;
Operation update_message;
Operation delete_message;

Operation list_participants;
Operation add_participants;
Operation remove_participant;

Operation send_typing;
Operation send_read_receipt;
Operation list_read_receipts;

void add_chat_routes(http::Router<Handler>& routes);

}  // namespace droppoint::fakes::communication_services::chat
