#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/http/message.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::fakes::communication_services::call_automation {

enum class ConnectionState { connecting, connected, transferring, disconnected };
// As `callConnectionState` has it.
std::string_view to_text(ConnectionState state);

// A POST that waits to be sent to a back end.
struct Callback {
  std::string url;
  std::string body;
  wire::TraceId trace;
};

// What a back end has of a call: it made it, answered it in a user's place, or joined it.
struct Connection {
  enum class Kind { created, answered, joined };

  std::string id;
  std::string call;
  // The resource, by name.
  std::string resource;
  Kind kind = Kind::created;
  ConnectionState state = ConnectionState::connecting;
  // Who the back end is in the call: an identity's id.
  std::string identity;
  std::string callback_uri;
  std::string operation_context;
  std::string display_name;
  // Of the last ParticipantsUpdated.
  std::int64_t sequence = 0;
  std::deque<Callback> callbacks = {};
  bool sends = false;
};

// Somebody whom a connection adds to its call.
struct Invitation {
  std::string id;
  std::string connection;
  std::string operation_context;
  // Empty: the connection's.
  std::string callback_uri;
};

// A connection hands `transferee` over to whom the new call rings for.
struct Transfer {
  std::string connection;
  std::string transferee;
  std::string operation_context;
  std::string callback_uri;
};

// The connections of all resources that are not over, and what was asked of them.
class Connections {
 public:
  static constexpr std::size_t kAnswersMax = 10'000;

  explicit Connections(const sim::Random& random) : random_(random) {}

  // Valid until it is over.
  Connection& add(Connection connection);
  // Null if there is none, or it is over.
  Connection* find(std::string_view id);
  // Walks the connections of a call in order of their ids; `visit` may end none of them.
  template <typename Visit>
  void for_each_of(std::string_view call, Visit visit) {
    for (auto& [id, connection] : connections_) {
      if (connection.call == call && connection.state != ConnectionState::disconnected) visit(connection);
    }
  }
  // It is over: found no more, and gone when its callbacks are sent.
  void end(Connection& connection);
  // The next callback of a connection, over or not; nothing: it sends no more.
  std::optional<Callback> next_callback(const std::string& id);

  // Draws the id.
  std::string add_invitation(Invitation invitation);
  std::optional<Invitation> take_invitation(std::string_view id);
  const Invitation* find_invitation(std::string_view id) const;

  // By the call that rings for the target.
  void add_transfer(std::string call, Transfer transfer);
  std::optional<Transfer> take_transfer(std::string_view call);

  // What a call with that `Repeatability-Request-ID` was answered.
  const http::Response* answer_of(const std::string& resource, const std::string& request) const;
  void remember_answer(const std::string& resource, const std::string& request, http::Response answer);

  std::string draw_id() { return random_.uuid(); }

 private:
  using AnswerKey = std::pair<std::string, std::string>;

  sim::Random random_;
  std::map<std::string, Connection, std::less<>> connections_;
  std::map<std::string, Invitation, std::less<>> invitations_;
  std::map<std::string, Transfer, std::less<>> transfers_;
  std::map<AnswerKey, http::Response> answers_;
  std::deque<AnswerKey> answer_order_;
};

}  // namespace droppoint::fakes::communication_services::call_automation
