#include "fakes/communication_services/chat/thread.hpp"

#include <algorithm>

namespace droppoint::fakes::communication_services::chat {

std::string_view to_text(MessageType type) {
  switch (type) {
    case MessageType::text:
      return "text";
    case MessageType::html:
      return "html";
    case MessageType::topic_updated:
      return "topicUpdated";
    case MessageType::participant_added:
      return "participantAdded";
    case MessageType::participant_removed:
      return "participantRemoved";
  }
  return "";
}

const Participant* Thread::find_participant(std::string_view user) const {
  const auto found = std::find_if(participants.begin(), participants.end(),
                                  [user](const Participant& one) { return one.user == user; });
  return found == participants.end() ? nullptr : &*found;
}

Participant* Thread::find_participant(std::string_view user) {
  return const_cast<Participant*>(static_cast<const Thread*>(this)->find_participant(user));
}

Message* Thread::find_message(std::string_view message_id) {
  const auto found = std::find_if(messages.rbegin(), messages.rend(),
                                  [message_id](const Message& one) { return one.id == message_id; });
  return found == messages.rend() ? nullptr : &*found;
}

std::optional<sim::Time> Thread::last_message_on() const {
  const auto found = std::find_if(messages.rbegin(), messages.rend(),
                                  [](const Message& one) { return one.written_by_user(); });
  if (found == messages.rend()) return std::nullopt;
  return found->created_on;
}

}  // namespace droppoint::fakes::communication_services::chat
