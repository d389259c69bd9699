#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace droppoint::fakes::devices {

struct Device;

// The keys that a device's chat pushes are encrypted with, 32 bytes each. A real device draws them; here they
// follow from its token, so a new token means new keys and nothing need be kept.
struct ChatKeys {
  std::string aes;
  std::string auth;
};
// Nothing for a device without a token for chat.
std::optional<ChatKeys> chat_keys_of(const Device& device);

// What a device reads in a chat message.
struct ChatText {
  std::string message;
  std::string thread;
  // An identity's id, and the name to show.
  std::string sender;
  std::string display_name;
  std::string text;
};
// Of an encrypted push, undone as the SDKs of iOS and Android do, or of an event of the channel. Nothing for
// any other payload, and for a push that was encrypted with other keys: the SDKs drop those.
std::optional<ChatText> read_chat_text(std::string_view payload, const std::optional<ChatKeys>& keys);

}  // namespace droppoint::fakes::devices
