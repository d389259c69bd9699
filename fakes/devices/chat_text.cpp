#include "fakes/devices/chat_text.hpp"

#include "fakes/auth/aes.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/devices/device.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using ChatJson = nlohmann::json;

constexpr char kChatMode = 0x70;
constexpr std::size_t kChatIvBytes = 16;
constexpr std::size_t kChatMacBytes = 32;

std::string chat_member(const ChatJson& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// On APNs the event's number is a number, on FCM a text.
bool is_chat_message(const ChatJson& data) {
  const auto event = data.find("eventId");
  return event != data.end() && (*event == 200 || *event == "200");
}

std::optional<std::string> decrypt(std::string_view encoded, const ChatKeys& keys) {
  const auto sealed = auth::base64_decode(encoded);
  if (!sealed || sealed->size() <= 1 + kChatIvBytes + kChatMacBytes) return std::nullopt;
  if (sealed->front() != kChatMode) return std::nullopt;
  const std::size_t body_bytes = sealed->size() - kChatMacBytes;
  const std::string_view body(sealed->data(), body_bytes);
  if (auth::hmac_sha256(auth::sha256(keys.auth), body) != std::string_view(*sealed).substr(body_bytes)) {
    return std::nullopt;
  }
  const auto text =
      auth::aes256_cbc_decrypt(keys.aes, body.substr(1, kChatIvBytes), body.substr(1 + kChatIvBytes));
  return text ? std::optional(*text) : std::nullopt;
}

}  // namespace

std::optional<ChatKeys> chat_keys_of(const Device& device) {
  const std::string token = device.token(device.platform == Platform::ios ? "alert" : "fcm");
  if (token.empty()) return std::nullopt;
  return ChatKeys{.aes = auth::sha256("chat aes " + token), .auth = auth::sha256("chat auth " + token)};
}

std::optional<ChatText> read_chat_text(std::string_view payload, const std::optional<ChatKeys>& keys) {
  ChatJson json = ChatJson::parse(payload, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto data = json.find("data");
  if (data != json.end() && data->is_object() && is_chat_message(*data)) {
    const auto text = keys ? decrypt(chat_member(*data, "e"), *keys) : std::nullopt;
    if (!text) return std::nullopt;
    json = ChatJson::parse(*text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
  } else if (!is_chat_message(json)) {
    return std::nullopt;
  }
  return ChatText{.message = chat_member(json, "messageId"),
                  .thread = chat_member(json, "groupId"),
                  .sender = chat_member(json, "senderId"),
                  .display_name = chat_member(json, "senderDisplayName"),
                  .text = chat_member(json, "messageBody")};
}

}  // namespace droppoint::fakes::devices
