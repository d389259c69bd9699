#pragma once

#include <string>

#include "fakes/communication_services/chat/announce.hpp"

namespace droppoint::fakes::communication_services::chat {

// Appends what a user wrote and tells everybody in the thread. Its id.
std::string post_message(DataPlane& plane, const Occasion& occasion, Thread& thread, Message message);

}  // namespace droppoint::fakes::communication_services::chat
