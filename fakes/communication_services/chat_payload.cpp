#include "fakes/communication_services/chat_payload.hpp"

#include "emulator/assert.hpp"
#include "fakes/communication_services/chat_encryption.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kChatMessageReceived = 200;

HubMessage for_apns(const std::string& encrypted) {
  Json body;
  body["aps"]["alert"] = {{"title", "New Message"}, {"body", "Tap to see it"}};
  body["aps"]["badge"] = 1;
  body["aps"]["sound"] = "default";
  body["aps"]["mutable-content"] = 1;
  body["data"]["eventId"] = kChatMessageReceived;
  body["data"]["e"] = encrypted;
  HubMessage message{.format = "apple", .body = to_json_text(body)};
  message.headers.add("ServiceBusNotification-Apns-Push-Type", "alert");
  message.headers.add("apns-priority", "10");
  return message;
}

HubMessage for_fcm(const std::string& encrypted) {
  Json body;
  body["message"]["data"]["eventId"] = std::to_string(kChatMessageReceived);
  body["message"]["data"]["e"] = encrypted;
  body["message"]["android"]["priority"] = "high";
  return {.format = "fcmv1", .body = to_json_text(body)};
}

}  // namespace

std::string chat_plaintext(const ChatMessage& message) {
  Json text;
  text["senderId"] = message.sender;
  text["recipientId"] = message.recipient;
  text["transactionId"] = message.transaction_id;
  text["groupId"] = message.thread;
  text["messageId"] = message.id;
  text["messageType"] = "Text";
  text["messageBody"] = message.content;
  text["senderDisplayName"] = message.sender_name;
  text["clientMessageId"] = message.id;
  text["originalArrivalTime"] = sim::to_iso8601_milliseconds(message.sent_at);
  text["priority"] = "";
  text["version"] = message.id;
  text["acsChatMessageMetadata"] = "null";
  return to_json_text(text);
}

HubMessage chat_push(const ChatMessage& message, const Registration& registration, std::string_view iv) {
  const auto encrypted =
      encrypt_chat(registration.aes_key, registration.auth_key, iv, chat_plaintext(message));
  DROPPOINT_ASSERT(encrypted.has_value(), "the registrar takes keys of the right length only");
  return registration.platform == Platform::ios ? for_apns(*encrypted) : for_fcm(*encrypted);
}

std::string chat_realtime_body(const ChatMessage& message) {
  Json body;
  body["eventId"] = kChatMessageReceived;
  body["senderId"] = message.sender;
  body["recipientMri"] = message.recipient;
  body["groupId"] = message.thread;
  body["messageId"] = message.id;
  body["clientMessageId"] = message.id;
  body["senderDisplayName"] = message.sender_name;
  body["messageType"] = "Text";
  body["messageBody"] = message.content;
  body["version"] = message.id;
  body["originalArrivalTime"] = sim::to_iso8601_milliseconds(message.sent_at);
  body["acsChatMessageMetadata"] = "null";
  body["attachments"] = "[]";
  return to_json_text(body);
}

}  // namespace droppoint::fakes::communication_services
