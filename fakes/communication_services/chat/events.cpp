#include "fakes/communication_services/chat/events.hpp"

#include <chrono>
#include <utility>

#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

using EventJson = nlohmann::ordered_json;

// Clients run this text through JavaScript's unescape() before they parse it.
std::string nested(const EventJson& json) {
  std::string escaped;
  for (const char character : to_json_text(json)) {
    if (character == '%') {
      escaped += "%25";
    } else {
      escaped += character;
    }
  }
  return escaped;
}

EventJson nested_participant(const Participant& participant) {
  EventJson json;
  json["participantId"] = participant.user;
  json["displayName"] = participant.display_name;
  json["shareHistoryTime"] = sim::to_iso8601(participant.share_history_time);
  if (!participant.metadata.empty()) json["memberMetaData"] = metadata_text(participant.metadata);
  return json;
}

EventJson nested_participants(const std::vector<Participant>& participants) {
  EventJson json = EventJson::array();
  for (const Participant& one : participants) json.push_back(nested_participant(one));
  return json;
}

std::string nested_member(const Thread& thread, std::string_view user) {
  const Participant* member = thread.find_participant(user);
  return nested(nested_participant(member == nullptr ? Participant{.user = std::string(user)} : *member));
}

std::string nested_properties(const Thread& thread) {
  EventJson json;
  json["topic"] = thread.topic;
  if (!thread.metadata.empty()) json["acsChatThreadMetadata"] = metadata_text(thread.metadata);
  if (thread.delete_after_days) {
    const EventJson policy{{"retentionPolicyType", "DeleteAfterCreationTime"},
                           {"executeAfter", std::to_string(*thread.delete_after_days) + ".00:00:00"}};
    json["retentionPolicy"] = policy.dump();
  }
  return nested(json);
}

// An event within a thread names its recipient.
Event make_member_event(int id, std::string_view name, EventJson json) {
  return {.id = id, .name = name, .body = [json = std::move(json)](const std::string& recipient) {
            EventJson body = json;
            body["recipientMri"] = recipient;
            return to_json_text(body);
          }};
}

Event make_thread_event(int id, std::string_view name, const EventJson& json) {
  return {.id = id, .name = name, .body = [text = to_json_text(json)](const std::string&) { return text; }};
}

EventJson member_json(int id, const Thread& thread, std::string_view sender) {
  EventJson json;
  json["eventId"] = id;
  json["senderId"] = sender;
  json["recipientMri"] = nullptr;
  json["groupId"] = thread.id;
  return json;
}

EventJson message_event_json(int id, const Thread& thread, const Message& message) {
  EventJson json = member_json(id, thread, message.sender);
  json["messageId"] = message.id;
  json["clientMessageId"] = message.id;
  json["senderDisplayName"] = message.sender_name;
  json["messageType"] = wire_type_of(message);
  json["version"] = message.version;
  json["originalArrivalTime"] = sim::to_iso8601_milliseconds(message.created_on);
  return json;
}

void add_content(EventJson& json, const Message& message) {
  json["messageBody"] = message.content;
  json["acsChatMessageMetadata"] = metadata_text(message.metadata);
  json["attachments"] = "[]";
}

EventJson thread_event_json(int id, const Thread& thread, std::string version) {
  EventJson json;
  json["eventId"] = id;
  json["threadId"] = thread.id;
  json["version"] = std::move(version);
  return json;
}

}  // namespace

std::string_view wire_type_of(const Message& message) {
  return message.type == MessageType::html ? "RichText/Html" : "Text";
}

std::string metadata_text(const Metadata& metadata) {
  return metadata.empty() ? "null" : to_json_text(metadata_json(metadata));
}

Event message_received(const Thread& thread, const Message& message) {
  EventJson json = message_event_json(200, thread, message);
  add_content(json, message);
  return make_member_event(200, "chatMessageReceived", std::move(json));
}

Event message_edited(const Thread& thread, const Message& message) {
  EventJson json = message_event_json(247, thread, message);
  add_content(json, message);
  json["edittime"] = sim::to_iso8601_milliseconds(message.edited_on.value_or(message.created_on));
  return make_member_event(247, "chatMessageEdited", std::move(json));
}

Event message_deleted(const Thread& thread, const Message& message) {
  EventJson json = message_event_json(248, thread, message);
  json["deletetime"] = sim::to_iso8601_milliseconds(message.deleted_on.value_or(message.created_on));
  return make_member_event(248, "chatMessageDeleted", std::move(json));
}

Event typing(const Thread& thread, const Participant& from, std::string_view display_name,
             std::string version, sim::Time now) {
  EventJson json = member_json(245, thread, from.user);
  json["senderDisplayName"] = display_name;
  json["version"] = std::move(version);
  json["originalArrivalTime"] = sim::to_iso8601_milliseconds(now);
  return make_member_event(245, "typingIndicatorReceived", std::move(json));
}

Event receipt_read(const Thread& thread, const ReadReceipt& receipt, std::string version) {
  const auto since =
      std::chrono::duration_cast<std::chrono::milliseconds>(receipt.read_on.time_since_epoch());
  EventJson read;
  read["user"] = receipt.user;
  read["consumptionhorizon"] = receipt.message + ';' + std::to_string(since.count()) + ';' + receipt.message;
  read["messageVisibilityTime"] = since.count();
  read["version"] = std::move(version);
  EventJson json = member_json(246, thread, receipt.user);
  json["messageId"] = receipt.message;
  json["clientMessageId"] = receipt.message;
  json["messageBody"] = to_json_text(read);
  return make_member_event(246, "readReceiptReceived", std::move(json));
}

Event thread_created(const Thread& thread, std::string version) {
  EventJson json = thread_event_json(257, thread, std::move(version));
  json["createTime"] = sim::to_iso8601_milliseconds(thread.created_on);
  json["createdBy"] = nested_member(thread, thread.created_by);
  json["members"] = nested(nested_participants(thread.participants));
  json["properties"] = nested_properties(thread);
  return make_thread_event(257, "chatThreadCreated", json);
}

Event thread_updated(const Thread& thread, std::string_view by, std::string version, sim::Time now) {
  EventJson json = thread_event_json(258, thread, std::move(version));
  json["editTime"] = sim::to_iso8601_milliseconds(now);
  json["editedBy"] = nested_member(thread, by);
  json["properties"] = nested_properties(thread);
  return make_thread_event(258, "chatThreadPropertiesUpdated", json);
}

Event thread_deleted(const Thread& thread, std::string_view by, std::string version, sim::Time now) {
  EventJson json = thread_event_json(259, thread, std::move(version));
  json["deleteTime"] = sim::to_iso8601_milliseconds(now);
  if (!by.empty()) json["deletedBy"] = nested_member(thread, by);
  json["reason"] = by.empty() ? "deletedByPolicy" : "deletedByUser";
  return make_thread_event(259, "chatThreadDeleted", json);
}

Event participants_added(const Thread& thread, std::string_view by, const std::vector<Participant>& added,
                         std::string version, sim::Time now) {
  EventJson json = thread_event_json(260, thread, std::move(version));
  json["time"] = sim::to_iso8601_milliseconds(now);
  json["addedBy"] = nested_member(thread, by);
  json["participantsAdded"] = nested(nested_participants(added));
  return make_thread_event(260, "participantsAdded", json);
}

Event participants_removed(const Thread& thread, std::string_view by, const Participant& removed,
                           std::string version, sim::Time now) {
  EventJson json = thread_event_json(261, thread, std::move(version));
  json["time"] = sim::to_iso8601_milliseconds(now);
  json["removedBy"] = nested_member(thread, by);
  json["participantsRemoved"] = nested(nested_participants({removed}));
  return make_thread_event(261, "participantsRemoved", json);
}

}  // namespace droppoint::fakes::communication_services::chat
