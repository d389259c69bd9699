#include "fakes/communication_services/chat/json.hpp"

#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/identifier.hpp"

namespace droppoint::fakes::communication_services::chat {
namespace {

using ChatJson = nlohmann::ordered_json;

ChatJson content_json(const Message& message) {
  ChatJson content = ChatJson::object();
  if (message.written_by_user()) {
    content["message"] = message.content;
    return content;
  }
  if (message.type == MessageType::topic_updated) {
    content["topic"] = message.topic;
  } else {
    content["participants"] = ChatJson::array();
    for (const Participant& one : message.participants) {
      content["participants"].push_back(participant_json(one));
    }
  }
  content["initiatorCommunicationIdentifier"] = identifier_json(message.sender);
  return content;
}

}  // namespace

nlohmann::ordered_json thread_json(const Thread& thread) {
  ChatJson json;
  json["id"] = thread.id;
  json["topic"] = thread.topic;
  json["createdOn"] = sim::to_iso8601(thread.created_on);
  json["createdByCommunicationIdentifier"] = identifier_json(thread.created_by);
  if (!thread.metadata.empty()) json["metadata"] = metadata_json(thread.metadata);
  if (thread.delete_after_days) {
    json["retentionPolicy"] = {{"kind", "threadCreationDate"},
                               {"deleteThreadAfterDays", *thread.delete_after_days}};
  }
  return json;
}

nlohmann::ordered_json participant_json(const Participant& participant) {
  ChatJson json;
  json["communicationIdentifier"] = identifier_json(participant.user);
  if (!participant.display_name.empty()) json["displayName"] = participant.display_name;
  json["shareHistoryTime"] = sim::to_iso8601(participant.share_history_time);
  if (!participant.metadata.empty()) json["metadata"] = metadata_json(participant.metadata);
  return json;
}

nlohmann::ordered_json message_json(const Message& message) {
  ChatJson json;
  json["id"] = message.id;
  json["type"] = to_text(message.type);
  json["sequenceId"] = std::to_string(message.sequence);
  json["version"] = message.version;
  if (!message.deleted_on) json["content"] = content_json(message);
  if (message.written_by_user()) json["senderDisplayName"] = message.sender_name;
  json["createdOn"] = sim::to_iso8601(message.created_on);
  if (message.written_by_user()) json["senderCommunicationIdentifier"] = identifier_json(message.sender);
  if (message.deleted_on) json["deletedOn"] = sim::to_iso8601(*message.deleted_on);
  if (message.edited_on) json["editedOn"] = sim::to_iso8601(*message.edited_on);
  if (!message.metadata.empty() && !message.deleted_on) json["metadata"] = metadata_json(message.metadata);
  return json;
}

nlohmann::ordered_json receipt_json(const ReadReceipt& receipt) {
  ChatJson json;
  json["senderCommunicationIdentifier"] = identifier_json(receipt.user);
  json["chatMessageId"] = receipt.message;
  json["readOn"] = sim::to_iso8601(receipt.read_on);
  return json;
}

}  // namespace droppoint::fakes::communication_services::chat
