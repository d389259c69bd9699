#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/random.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/communication_services/channel/connection.hpp"
#include "fakes/communication_services/registrations.hpp"

namespace droppoint::fakes::communication_services::channel {

// Where a client asked the registrar to be told by its channel.
struct Endpoint {
  // Chosen by the client.
  std::string id;
  // The identity's id.
  std::string user;
  Purpose purpose = Purpose::chat;
  // Of the connection whose address it registered.
  std::string connection;
  sim::Time expires_at{};
};

// The real-time channels of real clients. Pointers are valid until a connection is added.
class Connections {
 public:
  // Beyond it the oldest without a session go.
  static constexpr std::size_t kConnectionsMax = 10'000;

  explicit Connections(const sim::Random& random)
      : random_(random), signing_key_(random_.bytes(auth::kSha256Bytes)) {}

  Connection& add(std::string_view user);
  // Null if there is none.
  Connection* find(std::string_view id);
  Connection* find_by_session(std::string_view session);
  // Begins a session of the connection; who had one before sees to its end first.
  Session& begin_session(Connection& connection);
  // For MS-CV and the like.
  std::string next_hex(std::size_t digits) { return random_.hex(digits); }
  // Signs what a client brings back of its allocation.
  std::string sign(std::string_view text) const;

  // Latest wins: an older entry of the same id, or of the same purpose for the same connection, goes.
  void put(Endpoint endpoint);
  // False: there was none.
  bool remove_endpoint(std::string_view user, std::string_view id);
  // Those that hold at `now`, in order of registration.
  std::vector<Endpoint> live(std::string_view user, Purpose purpose, sim::Time now) const;
  bool has_expired(std::string_view user, Purpose purpose, sim::Time now) const;
  // Its endpoints go; the connections that are left, by id.
  std::vector<std::string> forget_user(std::string_view user);

 private:
  void forget_oldest();

  sim::Random random_;
  auth::HmacKey signing_key_;
  std::map<std::string, Connection, std::less<>> by_id_;
  std::deque<std::string> order_;
  std::vector<Endpoint> endpoints_;
};

}  // namespace droppoint::fakes::communication_services::channel
