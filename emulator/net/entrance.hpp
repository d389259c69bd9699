#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"
#include "emulator/net/connection_act.hpp"

// What the listener and whoever answers hand to each other: values only. The listener's thread parses bytes
// into an Arrival and serialises a Departure; it never runs anything that simulates.

namespace droppoint::net {

enum class Protocol : std::uint8_t { http1, http1_tls, http2, http2_tls };
// "HTTP/1.1", "HTTP/1.1 TLS", "HTTP/2", "HTTP/2 TLS": as hops show it.
std::string_view to_text(Protocol protocol);

// Names one waiting exchange of one connection. Never re-used while the listener lives.
using Ticket = std::uint64_t;

// How much of the journal has been appended; an answer may leave once that much is committed.
using Position = std::uint64_t;

struct Arrival {
  Ticket ticket = 0;
  http::Request request;
  Protocol protocol = Protocol::http1;
  // The name asked for in the TLS handshake (SNI), empty if there was none.
  std::string server_name;
  // PEM of the client's certificate, empty if it sent none.
  std::string client_certificate;
  // Local port it came in by: one listener may serve several clouds.
  std::uint16_t local_port = 0;
  // The connection it came by, and its stream there; 0 for HTTP/1.1. Null in tests without a listener.
  std::shared_ptr<ConnectionState> connection = {};
  std::uint32_t stream = 0;
};

// Where a stream of server-sent events goes. Thread safe. False once the client has gone away or is too slow.
class EventStream {
 public:
  virtual ~EventStream() = default;
  virtual bool write(std::string bytes) = 0;
  virtual void close() = 0;
};

struct Departure {
  Ticket ticket = 0;
  // No value: the connection (HTTP/1.1) or the stream (HTTP/2) is reset without an answer.
  std::optional<http::Response> response;
  Position position = 0;
  // Set for an answer whose body goes on: called once on the listener's thread, after the head was sent.
  std::function<void(std::shared_ptr<EventStream>)> stream = {};
  // Without a response, over HTTP/2: the code of the RST_STREAM. 2 is INTERNAL_ERROR.
  std::uint32_t reset_error = 2;
  // Set: this answers no ticket, but is for the connection to do. It keeps its place among the answers.
  std::optional<ConnectionAct> act = {};
  ConnectionId connection = 0;
};

// Takes requests from the listener. Called on the listener's thread; must return at once.
class Entrance {
 public:
  virtual ~Entrance() = default;
  // False: full. The arrival is left untouched, and the connection stops reading until Exit::read_again().
  virtual bool offer(Arrival&& arrival) = 0;
};

// Takes answers for the listener. Each function may be called from any thread and returns at once.
class Exit {
 public:
  virtual ~Exit() = default;
  // Answers wait here until their position is committed. Unknown tickets (the client went away) are dropped.
  virtual void leave(std::vector<Departure> departures) = 0;
  // Everything up to and including `upto` is in the journal for good.
  virtual void committed(Position upto) = 0;
  // The entrance has room again.
  virtual void read_again() = 0;
  // The journal failed: what waits for a commit will never be committed. Those who wait are reset, not
  // answered.
  virtual void discard() {}
};

}  // namespace droppoint::net
