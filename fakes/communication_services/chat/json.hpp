#pragma once

#include <nlohmann/json_fwd.hpp>

#include "fakes/communication_services/chat/thread.hpp"

// Threads and what is in them, as the REST interface writes it.

namespace droppoint::fakes::communication_services::chat {

nlohmann::ordered_json thread_json(const Thread& thread);
nlohmann::ordered_json participant_json(const Participant& participant);
// Without content once it was deleted.
nlohmann::ordered_json message_json(const Message& message);
nlohmann::ordered_json receipt_json(const ReadReceipt& receipt);

}  // namespace droppoint::fakes::communication_services::chat
