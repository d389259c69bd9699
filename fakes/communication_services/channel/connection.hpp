#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/sim/scheduler.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/communication_services/channel/poll.hpp"

namespace droppoint::fakes::communication_services::channel {

enum class Transport { none, websocket, polling };

// One connection of a client by Socket.IO, from its handshake on.
struct Session {
  std::string id;
  // Of the handshake's token: the session ends with it.
  sim::Time token_expires_at{};
  // none: the client has not come by one yet.
  Transport transport = Transport::none;
  // The client was told that it is connected: from then on there may be more for it.
  bool open = false;
  // What its own packets belong to.
  wire::TraceId trace = {};
  // websocket: the path and authority of the upgrade, and by what it came.
  std::string path = {};
  std::string authority = {};
  wire::Protocol protocol = wire::Protocol::websocket;
  // polling: what the next poll takes, and the poll that waits.
  std::vector<std::string> outgoing = {};
  std::shared_ptr<Poll> poll = {};
  // How long the client may say nothing, and how often it is asked to say something.
  sim::Duration silence_max{};
  sim::Duration heartbeat{};
  std::uint64_t last_event = 0;
  sim::Timer heartbeat_timer = {};
  sim::Timer silence_timer = {};
  sim::Timer end_timer = {};
};

// Something for the client of a connection, until it acknowledges it or it is too old.
struct Message {
  // Of this connection: `id` in the frame.
  std::uint64_t id = 0;
  wire::TraceId trace = {};
  // None: no verdict tells whether it arrived.
  wire::NotificationId notification = {};
  // "chatMessageReceived".
  std::string event;
  std::string body;
  // By the session of this id; empty: it waits for one.
  std::string sent_by = {};
  sim::Time queued_at{};
  sim::Timer expiry = {};
  sim::Timer unacknowledged = {};
};

// What a client is told of what it missed.
struct Loss {
  std::string tag;
  std::string etag;
};

// What a client was given by an allocation: an address at which it can be reached for as long as it lives,
// whether or not a session is open just now.
struct Connection {
  std::string id;
  // The client's, the same for as long as the connection is.
  std::string client_id;
  // The identity's id.
  std::string user;
  sim::Time expires_at{};
  std::optional<Session> session = {};
  // In order; those that were sent wait for their acknowledgement.
  std::deque<Message> messages = {};
  std::uint64_t last_message = 0;
  std::vector<Loss> lost = {};

  bool is_open() const { return session && session->open; }
};

}  // namespace droppoint::fakes::communication_services::channel
