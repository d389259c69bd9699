#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace droppoint::net {

// What one peer may cost. All times are real time: the cloud's clock is another type and does not reach here.
struct Limits {
  // Request line and header fields of one request; answered 431 beyond.
  std::size_t header_bytes = 64 * 1024;
  // Body of one request; answered 413 beyond.
  std::size_t body_bytes = 16 * 1024 * 1024;
  // Bodies half read on one HTTP/2 connection, together; its stream is refused beyond.
  std::size_t unfinished_bytes = 64 * 1024 * 1024;
  // Open streams of one HTTP/2 connection; nghttp2 refuses those beyond.
  std::uint32_t streams = 1000;
  // Open connections of a listener; closed at once beyond.
  std::size_t connections = 10'000;
  // What waits in one event stream or WebSocket for a client that reads too slowly; it is reset beyond.
  std::size_t unsent_event_bytes = 4 * 1024 * 1024;
  // One message of a WebSocket, however many frames it comes in; closed with 1009 beyond.
  std::size_t websocket_message_bytes = 1024 * 1024;
  // Messages of one WebSocket that wait to be offered; it is not read from beyond.
  std::size_t websocket_messages = 64;
  // Connections inside connections: CONNECT within a CONNECT tunnel.
  int tunnels = 2;

  // A peer that owes bytes (a handshake, half a request, room to send to it) has this long between two of
  // them.
  std::chrono::milliseconds read_deadline{30'000};
  // A connection on which nothing is asked or answered is closed after this.
  std::chrono::milliseconds idle{15 * 60'000};
  // At stop(): how long answers in the works are waited for.
  std::chrono::milliseconds drain{5'000};
  // After our last byte: how long the peer's remaining bytes are read away, so that a reset does not overtake
  // it.
  std::chrono::milliseconds linger{2'000};
};

// Takes one line for the log, without a line end. Called on the listener's thread.
using Log = std::function<void(std::string_view line)>;

}  // namespace droppoint::net
