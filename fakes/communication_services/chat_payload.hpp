#pragma once

#include <string>
#include <string_view>

#include "emulator/sim/time.hpp"
#include "fakes/communication_services/hub_message.hpp"
#include "fakes/communication_services/options.hpp"
#include "fakes/communication_services/registrations.hpp"

namespace droppoint::fakes::communication_services {

struct ChatPush {
  // Of the message.
  std::string id;
  std::string thread;
  // Identities' ids.
  std::string sender;
  std::string recipient;
  std::string sender_name;
  // "Text", "RichText/Html".
  std::string type = "Text";
  std::string content;
  // "null", or an object as a text.
  std::string metadata = "null";
  std::string version;
  sim::Time sent_at{};
  std::string transaction_id;
};

// The encrypted push: event 200 and `e`, with the registration's keys. What `aps` holds is not published: an
// alert that the app's extension may change (inferred), as are priority and push type.
HubMessage chat_push(const ChatPush& push, const Registration& registration, FcmFormat format,
                     std::string_view iv);

// The text that is encrypted: all members are texts, since iOS takes nothing else.
std::string chat_plaintext(const ChatPush& push);

}  // namespace droppoint::fakes::communication_services
