#include "fakes/communication_services/chat/post_message.hpp"

#include <utility>

namespace droppoint::fakes::communication_services::chat {

std::string post_message(DataPlane& plane, const Occasion& occasion, Thread& thread, Message message) {
  const Message& posted = plane.threads.append(thread, std::move(message), plane.now());
  announce_message(plane, occasion, thread, posted);
  return posted.id;
}

}  // namespace droppoint::fakes::communication_services::chat
