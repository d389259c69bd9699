#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

// The frames of RFC 6455, as a server reads and writes them. No extension is ever agreed on.

namespace droppoint::net {

// What a close frame says of why. 1005 and 1006 are never sent: there was no code, there was no close frame.
namespace websocket_close {
inline constexpr std::uint16_t kNormal = 1000;
inline constexpr std::uint16_t kGoingAway = 1001;
inline constexpr std::uint16_t kProtocolError = 1002;
inline constexpr std::uint16_t kNoCode = 1005;
inline constexpr std::uint16_t kAbnormal = 1006;
inline constexpr std::uint16_t kNotText = 1007;
inline constexpr std::uint16_t kTooBig = 1009;
inline constexpr std::uint16_t kInternalError = 1011;
}  // namespace websocket_close

// A whole message, however many frames it came in.
struct WebSocketMessage {
  bool text = true;
  std::string payload;
};
struct WebSocketPing {
  std::string payload;
};
struct WebSocketPong {};
struct WebSocketClose {
  std::uint16_t code = websocket_close::kNoCode;
  std::string reason;
};
using WebSocketEvent = std::variant<WebSocketMessage, WebSocketPing, WebSocketPong, WebSocketClose>;

// What the peer did that ends the connection: the code to close with, and words for the log.
struct WebSocketViolation {
  std::uint16_t code = websocket_close::kProtocolError;
  std::string_view why = {};
};

// Reads what a client sends. After a close frame or a violation nothing more is read.
class WebSocketReader {
 public:
  // Of a whole message; beyond it is a violation, found before its bytes are kept.
  explicit WebSocketReader(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}

  void put(std::string_view bytes);
  // The next of what came, in order.
  std::optional<WebSocketEvent> next();
  // To be looked at once next() gives nothing more.
  const std::optional<WebSocketViolation>& violation() const { return violation_; }
  // Inside a frame or between two of one message: the peer owes bytes.
  bool between() const { return bytes_.empty() && !message_; }

 private:
  struct Head;
  // How many bytes at the front of what is left were used: none if the frame is not complete.
  std::size_t read_frame(std::string_view left);
  bool accept(const Head& head);
  void take(const Head& head, std::string payload);
  void take_data(const Head& head, std::string payload);
  void take_close(const std::string& payload);
  bool violate(std::uint16_t code, std::string_view why);

  std::size_t message_bytes_max_;
  std::string bytes_;
  std::optional<WebSocketMessage> message_;
  std::deque<WebSocketEvent> events_;
  std::optional<WebSocketViolation> violation_;
  bool closed_ = false;
};

// Appends a message in one frame.
void append_websocket_message(std::string& out, bool text, std::string_view payload);
void append_websocket_ping(std::string& out);
void append_websocket_pong(std::string& out, std::string_view payload);
// The reason is cut to the 123 bytes that fit.
void append_websocket_close(std::string& out, std::uint16_t code, std::string_view reason);

}  // namespace droppoint::net
