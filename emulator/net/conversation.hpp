#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/net/entrance.hpp"
#include "emulator/net/limits.hpp"

// A conversation is one protocol of one connection without its socket: bytes in, bytes out. They nest:
//
//   recognition ─► TLS ─► recognition ─► HTTP/2
//   recognition ─► HTTP/1.1 ─CONNECT─► recognition ─► TLS ─► HTTP/2
//
// Only the connection (connection.hpp) owns a socket. So all of this is tested and fuzzed without one.
// Everything here runs on the listener's thread.

namespace droppoint::net {

class EventBuffer;
class TlsContext;

// What is known of a connection before its first request.
struct Channel {
  bool tls = false;
  std::string server_name;
  std::string client_certificate;
  int tunnels = 0;
};

// Who owes the next byte: our side (an answer), nobody (between requests), the peer (half a message, room to
// send).
enum class Waiting : std::uint8_t { answer, idle, peer };

struct Pace {
  Waiting waiting = Waiting::peer;
  // Changes whenever the peer did something: its deadline then starts anew.
  std::uint64_t progress = 0;
};

enum class Ending : std::uint8_t { none, close, reset };

class Conversation {
 public:
  virtual ~Conversation() = default;
  // Takes all of them. After an ending bytes are ignored.
  virtual void receive(std::string_view bytes) = 0;
  // The peer will send nothing more; it may still read.
  virtual void receive_end() = 0;
  // False: stop reading from the peer for now.
  virtual bool reading() const = 0;
  // Appends bytes to send, roughly kPullBytes at most; nothing appended: there is nothing to send now.
  virtual void pull(std::string& bytes) = 0;
  // Not none: once what pull() gives is sent, the connection is over.
  virtual Ending ending() const = 0;
  virtual Pace pace() const = 0;
  // The deadline of the present pace has passed.
  virtual void expire() = 0;
  // Answer what has been asked, then end.
  virtual void drain() = 0;
  // The entrance may have room for what it refused.
  virtual void offer_again() = 0;
  virtual void act(const ConnectionAct& act) = 0;
};

inline constexpr std::size_t kPullBytes = 64 * 1024;

// Who gets the answers of a connection: HTTP/1.1 or HTTP/2. `key` is what it gave to Surroundings::offer.
class Answerer {
 public:
  virtual ~Answerer() = default;
  virtual void answer(std::uint32_t key, Departure&& departure) = 0;
  // The event stream of that exchange has something to take.
  virtual void events(std::uint32_t key) = 0;
};

// What a conversation asks of the connection it runs on.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual const Limits& limits() const = 0;
  // How many streams an HTTP/2 connection is allowed before anything is known of its requests.
  virtual std::uint32_t streams_at_first(const Channel&) { return limits().streams; }
  // Null: TLS is not served.
  virtual TlsContext* tls() = 0;
  virtual bool emulates(std::string_view authority) const = 0;
  virtual void log(std::string_view line) = 0;
  // Hands a request to the entrance. No ticket: it is full, the request is untouched, offer_again() will be
  // called. The answerer must live until forget().
  virtual std::optional<Ticket> offer(http::Request& request, Protocol protocol, const Channel& channel,
                                      Answerer& answerer, std::uint32_t key) = 0;
  // The exchange is over, answered or not; later answers to it are dropped.
  virtual void forget(Ticket ticket) = 0;
  // A buffer whose writes lead to Answerer::events for that ticket.
  virtual std::shared_ptr<EventBuffer> open_events(Ticket ticket) = 0;
};

std::unique_ptr<Conversation> make_recognition(Surroundings& around, Channel channel);
std::unique_ptr<Conversation> make_tls(Surroundings& around, Channel channel);
std::unique_ptr<Conversation> make_http1(Surroundings& around, Channel channel);
std::unique_ptr<Conversation> make_http2(Surroundings& around, Channel channel);

}  // namespace droppoint::net
