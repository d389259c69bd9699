#pragma once

#include <string>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::communication_services {

// What the linked hub is asked to send, as far as it depends on what is sent and for which platform.
struct HubMessage {
  // `ServiceBusNotification-Format`.
  std::string format;
  std::string body;
  // For APNs: push type, priority, expiration.
  http::Headers headers = {};
};

}  // namespace droppoint::fakes::communication_services
