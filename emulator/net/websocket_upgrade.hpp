#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/net/http1_parser.hpp"

namespace droppoint::net {

// What a request says of becoming a WebSocket (RFC 6455, 4.2.1).
struct WebSocketUpgrade {
  // Set where it asks for one rightly: its `Sec-WebSocket-Key`.
  std::optional<std::string> key = {};
  // Set where it asks for one wrongly.
  std::optional<Refusal> refusal = {};
};
WebSocketUpgrade read_websocket_upgrade(const http::Request& request);

// The head of the answer with which the connection becomes a WebSocket. `response` is the 101 of whoever was
// asked: its fields are kept, those of the upgrade itself are set here.
std::string websocket_upgrade_head(const http::Response& response, std::string_view key);

}  // namespace droppoint::net
