#pragma once

#include <string>
#include <string_view>

#include "emulator/sim/time.hpp"
#include "fakes/communication_services/hub_message.hpp"
#include "fakes/communication_services/registrations.hpp"

namespace droppoint::fakes::communication_services {

struct ChatMessage {
  std::string id;
  std::string thread;
  // Identities' ids.
  std::string sender;
  std::string recipient;
  std::string sender_name;
  std::string content;
  sim::Time sent_at{};
  std::string transaction_id;
};

// The encrypted push: event 200 and `e`, with the registration's keys. What `aps` holds is not published: an
// alert that the app's extension may change (inferred), as are priority and push type.
HubMessage chat_push(const ChatMessage& message, const Registration& registration, std::string_view iv);

// What a device whose channel is connected is told.
std::string chat_realtime_body(const ChatMessage& message);

// The text that is encrypted: all members are texts, since iOS takes nothing else.
std::string chat_plaintext(const ChatMessage& message);

}  // namespace droppoint::fakes::communication_services
