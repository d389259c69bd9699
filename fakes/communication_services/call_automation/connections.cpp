#include "fakes/communication_services/call_automation/connections.hpp"

namespace droppoint::fakes::communication_services::call_automation {

std::string_view to_text(ConnectionState state) {
  switch (state) {
    case ConnectionState::connecting:
      return "connecting";
    case ConnectionState::connected:
      return "connected";
    case ConnectionState::transferring:
      return "transferring";
    case ConnectionState::disconnected:
      return "disconnected";
  }
  return "";
}

Connection& Connections::add(Connection connection) {
  connection.id = random_.uuid();
  std::string id = connection.id;
  return connections_.emplace(std::move(id), std::move(connection)).first->second;
}

Connection* Connections::find(std::string_view id) {
  const auto found = connections_.find(id);
  if (found == connections_.end() || found->second.state == ConnectionState::disconnected) return nullptr;
  return &found->second;
}

void Connections::end(Connection& connection) {
  connection.state = ConnectionState::disconnected;
  std::erase_if(invitations_,
                [&connection](const auto& entry) { return entry.second.connection == connection.id; });
  std::erase_if(transfers_,
                [&connection](const auto& entry) { return entry.second.connection == connection.id; });
  if (!connection.sends) connections_.erase(connection.id);
}

std::optional<Callback> Connections::next_callback(const std::string& id) {
  const auto found = connections_.find(id);
  if (found == connections_.end()) return std::nullopt;
  Connection& connection = found->second;
  if (connection.callbacks.empty()) {
    connection.sends = false;
    if (connection.state == ConnectionState::disconnected) connections_.erase(found);
    return std::nullopt;
  }
  Callback callback = std::move(connection.callbacks.front());
  connection.callbacks.pop_front();
  return callback;
}

std::string Connections::add_invitation(Invitation invitation) {
  invitation.id = random_.uuid();
  std::string id = invitation.id;
  invitations_.emplace(id, std::move(invitation));
  return id;
}

std::optional<Invitation> Connections::take_invitation(std::string_view id) {
  const auto found = invitations_.find(id);
  if (found == invitations_.end()) return std::nullopt;
  Invitation invitation = std::move(found->second);
  invitations_.erase(found);
  return invitation;
}

const Invitation* Connections::find_invitation(std::string_view id) const {
  const auto found = invitations_.find(id);
  return found == invitations_.end() ? nullptr : &found->second;
}

void Connections::add_transfer(std::string call, Transfer transfer) {
  transfers_.insert_or_assign(std::move(call), std::move(transfer));
}

std::optional<Transfer> Connections::take_transfer(std::string_view call) {
  const auto found = transfers_.find(call);
  if (found == transfers_.end()) return std::nullopt;
  Transfer transfer = std::move(found->second);
  transfers_.erase(found);
  return transfer;
}

const http::Response* Connections::answer_of(const std::string& resource, const std::string& request) const {
  const auto found = answers_.find({resource, request});
  return found == answers_.end() ? nullptr : &found->second;
}

void Connections::remember_answer(const std::string& resource, const std::string& request,
                                  http::Response answer) {
  AnswerKey key{resource, request};
  answer_order_.push_back(key);
  answers_.insert_or_assign(std::move(key), std::move(answer));
  if (answer_order_.size() <= kAnswersMax) return;
  answers_.erase(answer_order_.front());
  answer_order_.pop_front();
}

}  // namespace droppoint::fakes::communication_services::call_automation
