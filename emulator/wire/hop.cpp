#include "emulator/wire/hop.hpp"

namespace droppoint::wire {

std::string_view to_text(Break reason) {
  switch (reason) {
    case Break::refused:
      return "refused";
    case Break::reset:
      return "reset";
    case Break::timed_out:
      return "timed-out";
  }
  return "";
}

std::optional<Break> parse_break(std::string_view text) {
  for (const auto reason : {Break::refused, Break::reset, Break::timed_out}) {
    if (to_text(reason) == text) return reason;
  }
  return std::nullopt;
}

std::string_view to_text(Protocol protocol) {
  switch (protocol) {
    case Protocol::in_process:
      return "in-process";
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

std::optional<Protocol> parse_protocol(std::string_view text) {
  for (const auto protocol : {Protocol::in_process, Protocol::http1, Protocol::http1_tls, Protocol::http2,
                              Protocol::http2_tls, Protocol::websocket, Protocol::websocket_tls}) {
    if (to_text(protocol) == text) return protocol;
  }
  return std::nullopt;
}

}  // namespace droppoint::wire
