#include "emulator/net/entrance.hpp"

namespace droppoint::net {

std::string_view to_text(Protocol protocol) {
  switch (protocol) {
    case Protocol::http1:
      return "HTTP/1.1";
    case Protocol::http1_tls:
      return "HTTP/1.1 TLS";
    case Protocol::http2:
      return "HTTP/2";
    case Protocol::http2_tls:
      return "HTTP/2 TLS";
    case Protocol::websocket:
      return "WebSocket";
    case Protocol::websocket_tls:
      return "WebSocket TLS";
  }
  return "";
}

}  // namespace droppoint::net
