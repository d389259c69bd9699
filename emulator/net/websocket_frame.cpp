#include "emulator/net/websocket_frame.hpp"

#include <algorithm>
#include <utility>

#include "emulator/http/text.hpp"

namespace droppoint::net {
namespace {

constexpr std::size_t kControlPayloadMax = 125;
constexpr std::size_t kMaskBytes = 4;

enum Opcode : std::uint8_t {
  kContinuation = 0x0,
  kText = 0x1,
  kBinary = 0x2,
  kClose = 0x8,
  kPing = 0x9,
  kPong = 0xA,
};

std::uint8_t byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint8_t>(bytes[index]);
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t index = 0; index < bytes.size(); ++index) value = value << 8U | byte_at(bytes, index);
  return value;
}

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU));
  }
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
  out.push_back(static_cast<char>(0x80U | opcode));
  if (payload.size() <= kControlPayloadMax) {
    out.push_back(static_cast<char>(payload.size()));
  } else if (payload.size() <= 0xFFFF) {
    out.push_back(static_cast<char>(126));
    append_big_endian(out, payload.size(), 2);
  } else {
    out.push_back(static_cast<char>(127));
    append_big_endian(out, payload.size(), 8);
  }
  out.append(payload);
}

// RFC 6455, 7.4: what may stand in a close frame.
bool is_close_code(std::uint64_t code) {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code != 1004 && code != websocket_close::kNoCode &&
         code != websocket_close::kAbnormal;
}

}  // namespace

struct WebSocketReader::Head {
  bool final = false;
  std::uint8_t reserved = 0;
  std::uint8_t opcode = 0;
  bool masked = false;
  std::uint64_t payload_bytes = 0;
  bool shortest = true;

  bool is_control() const { return opcode >= kClose; }
};

void WebSocketReader::put(std::string_view bytes) {
  if (closed_ || violation_) return;
  bytes_.append(bytes);
  std::size_t used = 0;
  while (!closed_ && !violation_) {
    const std::size_t frame = read_frame(std::string_view(bytes_).substr(used));
    if (frame == 0) break;
    used += frame;
  }
  bytes_.erase(0, used);
}

std::size_t WebSocketReader::read_frame(std::string_view left) {
  if (left.size() < 2) return 0;
  Head head;
  head.final = (byte_at(left, 0) & 0x80U) != 0;
  head.reserved = byte_at(left, 0) & 0x70U;
  head.opcode = byte_at(left, 0) & 0x0FU;
  head.masked = (byte_at(left, 1) & 0x80U) != 0;
  head.payload_bytes = byte_at(left, 1) & 0x7FU;
  std::size_t at = 2;
  if (head.payload_bytes >= 126) {
    const std::size_t length_bytes = head.payload_bytes == 126 ? 2 : 8;
    if (left.size() < at + length_bytes) return 0;
    head.payload_bytes = big_endian(left.substr(at, length_bytes));
    head.shortest = head.payload_bytes > (length_bytes == 2 ? kControlPayloadMax : 0xFFFFU);
    at += length_bytes;
  }
  if (!accept(head) || left.size() < at + kMaskBytes + head.payload_bytes) return 0;
  const std::string_view mask = left.substr(at, kMaskBytes);
  std::string payload(left.substr(at + kMaskBytes, head.payload_bytes));
  for (std::size_t index = 0; index < payload.size(); ++index) {
    payload[index] = static_cast<char>(payload[index] ^ mask[index % kMaskBytes]);
  }
  const std::size_t used = at + kMaskBytes + payload.size();
  take(head, std::move(payload));
  return used;
}

bool WebSocketReader::violate(std::uint16_t code, std::string_view why) {
  violation_ = WebSocketViolation{code, why};
  return false;
}

// All that can be said of a frame before its payload has come.
bool WebSocketReader::accept(const Head& head) {
  using namespace websocket_close;
  if (head.reserved != 0) return violate(kProtocolError, "a frame uses an extension that was not agreed on");
  if (!head.masked) return violate(kProtocolError, "a client's frame is not masked");
  if (!head.shortest) return violate(kProtocolError, "a frame's length is not in its shortest form");
  if (head.is_control()) {
    if (head.opcode > kPong) return violate(kProtocolError, "a frame has an unknown opcode");
    if (!head.final) return violate(kProtocolError, "a control frame is fragmented");
    if (head.payload_bytes > kControlPayloadMax) {
      return violate(kProtocolError, "a control frame is too long");
    }
    return true;
  }
  if (head.opcode > kBinary) return violate(kProtocolError, "a frame has an unknown opcode");
  if (head.opcode == kContinuation && !message_) {
    return violate(kProtocolError, "a continuation follows no message");
  }
  if (head.opcode != kContinuation && message_) {
    return violate(kProtocolError, "a message begins inside another");
  }
  const std::size_t before = message_ ? message_->payload.size() : 0;
  if (head.payload_bytes > message_bytes_max_ - before) return violate(kTooBig, "a message is too large");
  return true;
}

void WebSocketReader::take(const Head& head, std::string payload) {
  switch (head.opcode) {
    case kClose:
      return take_close(payload);
    case kPing:
      events_.emplace_back(WebSocketPing{std::move(payload)});
      return;
    case kPong:
      events_.emplace_back(WebSocketPong{});
      return;
    default:
      return take_data(head, std::move(payload));
  }
}

void WebSocketReader::take_data(const Head& head, std::string payload) {
  if (!message_) message_ = WebSocketMessage{.text = head.opcode == kText, .payload = {}};
  message_->payload += payload;
  if (!head.final) return;
  WebSocketMessage whole = std::move(*message_);
  message_.reset();
  if (whole.text && !http::is_utf8(whole.payload)) {
    violate(websocket_close::kNotText, "a text message is not UTF-8");
    return;
  }
  events_.emplace_back(std::move(whole));
}

void WebSocketReader::take_close(const std::string& payload) {
  WebSocketClose close;
  if (payload.size() == 1) {
    violate(websocket_close::kProtocolError, "a close frame has half a code");
    return;
  }
  if (payload.size() >= 2) {
    const std::uint64_t code = big_endian(std::string_view(payload).substr(0, 2));
    close.reason = payload.substr(2);
    if (!is_close_code(code)) {
      violate(websocket_close::kProtocolError, "a close frame has a code that none may have");
      return;
    }
    if (!http::is_utf8(close.reason)) {
      violate(websocket_close::kNotText, "the reason of a close frame is not UTF-8");
      return;
    }
    close.code = static_cast<std::uint16_t>(code);
  }
  closed_ = true;
  events_.emplace_back(std::move(close));
}

std::optional<WebSocketEvent> WebSocketReader::next() {
  if (events_.empty()) return std::nullopt;
  WebSocketEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

void append_websocket_message(std::string& out, bool text, std::string_view payload) {
  append_frame(out, text ? kText : kBinary, payload);
}

void append_websocket_ping(std::string& out) {
  append_frame(out, kPing, {});
}

void append_websocket_pong(std::string& out, std::string_view payload) {
  append_frame(out, kPong, payload);
}

void append_websocket_close(std::string& out, std::uint16_t code, std::string_view reason) {
  std::string payload;
  if (code != websocket_close::kNoCode) {
    append_big_endian(payload, code, 2);
    // A reason that would be cut inside a character is left out.
    const std::string_view fitting = reason.substr(0, kControlPayloadMax - 2);
    if (http::is_utf8(fitting)) payload += fitting;
  }
  append_frame(out, kClose, payload);
}

}  // namespace droppoint::net
