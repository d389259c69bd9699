#pragma once

#include <string>
#include <string_view>

namespace droppoint::fakes::communication_services {

// Which of the service's hosts a request was sent to.
struct Host {
  enum class Kind {
    // {resource}.communication.azure.com
    resource,
    // Registers mobile clients of the chat SDK: edge.skype.com and its like.
    registrar,
    // The real-time channel and web registrations: teams.microsoft.com and its like.
    channel,
    // Publishes the keys of Call Automation's callbacks.
    call_automation_keys,
    // A loopback name, or none at all (a request inside the cloud).
    local,
  };
  Kind kind = Kind::local;
  // Of Kind::resource: in lower case.
  std::string resource = {};
};

Host read_host(std::string_view authority);

}  // namespace droppoint::fakes::communication_services
