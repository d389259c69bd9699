#include "fakes/communication_services/channel/connections.hpp"

#include <algorithm>
#include <utility>

#include "fakes/auth/base64.hpp"

namespace droppoint::fakes::communication_services::channel {

Connection& Connections::add(std::string_view user) {
  forget_oldest();
  Connection connection;
  connection.id = random_.hex(22);
  connection.client_id = random_.uuid();
  connection.user = user;
  std::string id = connection.id;
  order_.push_back(id);
  return by_id_.emplace(std::move(id), std::move(connection)).first->second;
}

void Connections::forget_oldest() {
  for (auto id = order_.begin(); order_.size() >= kConnectionsMax && id != order_.end();) {
    const auto found = by_id_.find(*id);
    if (found->second.session || !found->second.messages.empty()) {
      ++id;
      continue;
    }
    by_id_.erase(found);
    id = order_.erase(id);
  }
}

Connection* Connections::find(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &found->second;
}

// A session's id begins with its connection's.
Connection* Connections::find_by_session(std::string_view session) {
  Connection* connection = find(session.substr(0, session.find('-')));
  const bool is_its = connection != nullptr && connection->session && connection->session->id == session;
  return is_its ? connection : nullptr;
}

Session& Connections::begin_session(Connection& connection) {
  Session session;
  session.id = connection.id + '-' + random_.hex(16);
  return connection.session.emplace(std::move(session));
}

std::string Connections::sign(std::string_view text) const {
  return auth::base64url_encode(signing_key_.sign(text));
}

void Connections::put(Endpoint endpoint) {
  std::erase_if(endpoints_, [&endpoint](const Endpoint& entry) {
    return (entry.user == endpoint.user && entry.id == endpoint.id) ||
           (entry.purpose == endpoint.purpose && entry.connection == endpoint.connection);
  });
  endpoints_.push_back(std::move(endpoint));
}

bool Connections::remove_endpoint(std::string_view user, std::string_view id) {
  return std::erase_if(endpoints_, [user, id](const Endpoint& entry) {
           return entry.user == user && entry.id == id;
         }) > 0;
}

std::vector<Endpoint> Connections::live(std::string_view user, Purpose purpose, sim::Time now) const {
  std::vector<Endpoint> found;
  for (const Endpoint& entry : endpoints_) {
    if (entry.user == user && entry.purpose == purpose && now < entry.expires_at) found.push_back(entry);
  }
  return found;
}

bool Connections::has_expired(std::string_view user, Purpose purpose, sim::Time now) const {
  return std::any_of(endpoints_.begin(), endpoints_.end(), [&](const Endpoint& entry) {
    return entry.user == user && entry.purpose == purpose && now >= entry.expires_at;
  });
}

std::vector<std::string> Connections::forget_user(std::string_view user) {
  std::erase_if(endpoints_, [user](const Endpoint& entry) { return entry.user == user; });
  std::vector<std::string> left;
  for (const auto& [id, connection] : by_id_) {
    if (connection.user == user) left.push_back(id);
  }
  return left;
}

}  // namespace droppoint::fakes::communication_services::channel
