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

HubMessage for_fcm(const std::string& encrypted, FcmFormat format) {
  const Json data{{"eventId", std::to_string(kChatMessageReceived)}, {"e", encrypted}};
  if (format == FcmFormat::gcm) {
    const Json body{{"data", data}, {"priority", "high"}};
    return {.format = "gcm", .body = to_json_text(body)};
  }
  Json body;
  body["message"]["data"] = data;
  body["message"]["android"]["priority"] = "high";
  return {.format = "fcmv1", .body = to_json_text(body)};
}

}  // namespace

std::string chat_plaintext(const ChatPush& push) {
  Json text;
  text["senderId"] = push.sender;
  text["recipientId"] = push.recipient;
  text["transactionId"] = push.transaction_id;
  text["groupId"] = push.thread;
  text["messageId"] = push.id;
  text["messageType"] = push.type;
  text["messageBody"] = push.content;
  text["senderDisplayName"] = push.sender_name;
  text["clientMessageId"] = push.id;
  text["originalArrivalTime"] = sim::to_iso8601_milliseconds(push.sent_at);
  text["priority"] = "";
  text["version"] = push.version;
  text["acsChatMessageMetadata"] = push.metadata;
  return to_json_text(text);
}

HubMessage chat_push(const ChatPush& push, const Registration& registration, FcmFormat format,
                     std::string_view iv) {
  const auto encrypted = encrypt_chat(registration.aes_key, registration.auth_key, iv, chat_plaintext(push));
  DROPPOINT_ASSERT(encrypted.has_value(), "the registrar takes keys of the right length only");
  return registration.platform == Platform::ios ? for_apns(*encrypted) : for_fcm(*encrypted, format);
}

}  // namespace droppoint::fakes::communication_services
