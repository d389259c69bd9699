#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// What a client of a WebSocket writes, by the byte.

namespace droppoint::net {

inline constexpr std::string_view kUpgradeKey = "dGhlIHNhbXBsZSBub25jZQ==";
// RFC 6455, 1.3: what proves that the key was understood.
inline constexpr std::string_view kUpgradeAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

inline std::string upgrade_request(std::string_view target, std::string_view more = {}) {
  std::string text = "GET ";
  text.append(target).append(" HTTP/1.1\r\nHost: localhost:1\r\nUpgrade: websocket\r\n");
  text.append("Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ");
  return text.append(kUpgradeKey).append("\r\n").append(more).append("\r\n");
}

// `first` is the first byte as it is: 0x81 a whole text, 0x01 the first part of one, 0x80 its last.
inline std::string client_frame(std::uint8_t first, std::string_view payload) {
  constexpr std::string_view kMask("\x37\xfa\x21\x3d", 4);
  std::string frame(1, static_cast<char>(first));
  if (payload.size() < 126) {
    frame.push_back(static_cast<char>(0x80U | payload.size()));
  } else if (payload.size() <= 0xFFFF) {
    frame.push_back(static_cast<char>(0x80U | 126U));
    for (int shift = 8; shift >= 0; shift -= 8) frame.push_back(static_cast<char>(payload.size() >> shift));
  } else {
    frame.push_back(static_cast<char>(0x80U | 127U));
    for (int shift = 56; shift >= 0; shift -= 8) frame.push_back(static_cast<char>(payload.size() >> shift));
  }
  frame += kMask;
  for (std::size_t at = 0; at < payload.size(); ++at) {
    frame.push_back(static_cast<char>(payload[at] ^ kMask[at % kMask.size()]));
  }
  return frame;
}
inline std::string client_text(std::string_view text) {
  return client_frame(0x81, text);
}
inline std::string client_close(std::uint16_t code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
  return client_frame(0x88, payload.append(reason));
}

// What a server writes: not masked, in one frame.
inline std::string server_frame(std::uint8_t first, std::string_view payload) {
  std::string frame(1, static_cast<char>(first));
  if (payload.size() < 126) {
    frame.push_back(static_cast<char>(payload.size()));
  } else {
    frame.push_back(126);
    frame.push_back(static_cast<char>(payload.size() >> 8U));
    frame.push_back(static_cast<char>(payload.size() & 0xFFU));
  }
  return frame.append(payload);
}
inline std::string server_close(std::uint16_t code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
  return server_frame(0x88, payload.append(reason));
}

}  // namespace droppoint::net
