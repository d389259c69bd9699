#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <variant>

#include "emulator/http/message.hpp"

namespace droppoint::net {

// What a connection can be told to do besides answering. HTTP/1.1 takes a GoAway for "close after what has
// been asked", and has nothing that the others could act on.

// A GOAWAY frame. Streams after the last are dropped, those up to it are finished; then the connection
// closes.
struct GoAway {
  std::uint32_t error = 0;
  std::string debug_data = {};
  // 0 or odd. An earlier GOAWAY's lower one stands.
  std::uint32_t last_stream = 0;
};
// A SETTINGS frame with MAX_CONCURRENT_STREAMS.
struct AllowStreams {
  std::uint32_t streams = 0;
};
// While it is on: SETTINGS have taken the window of each stream to zero, so that there is no room, and no
// DATA is sent.
struct StallWindow {
  bool on = true;
};
// While it is on: no PING is acknowledged.
struct IgnorePings {
  bool on = true;
};
// A message on a connection that is a WebSocket. Dropped where it is none, or closes.
struct SendMessage {
  bool text = true;
  http::Body payload = {};
};
// The closing handshake of a WebSocket. Its end is not told to the entrance then.
struct CloseWebSocket {
  std::uint16_t code = 1000;
  std::string reason = {};
};
using ConnectionAct =
    std::variant<GoAway, AllowStreams, StallWindow, IgnorePings, SendMessage, CloseWebSocket>;

// Never re-used while the listener lives.
using ConnectionId = std::uint64_t;

// One connection as the side that takes its arrivals knows it. The listener fills in the first two before the
// first arrival and from then on only hands it on: the rest belongs to the thread that takes arrivals.
struct ConnectionState {
  ConnectionId id = 0;
  // Not 0: it began with fewer streams than it may be allowed later, and may be raised to that many.
  std::uint32_t raise_streams_to = 0;

  // Counts the connections by their first request to the cloud, from 1; 0 before.
  std::uint64_t number = 0;
  // The highest stream that was worked on, and the last that a GOAWAY leaves.
  std::uint32_t highest_stream = 0;
  std::uint32_t last_stream = std::numeric_limits<std::uint32_t>::max();
  // What keeps its window stalled and its PINGs unanswered, if anything does.
  std::weak_ptr<void> stalled = {};
  std::weak_ptr<void> ignoring_pings = {};
};

}  // namespace droppoint::net
