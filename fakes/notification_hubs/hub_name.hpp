#pragma once

#include <string>

namespace droppoint::fakes::notification_hubs {

// Which hub, by names: what outlives a request keeps, since hubs may go while it waits.
struct HubName {
  std::string name_space;
  std::string hub;
  friend bool operator==(const HubName&, const HubName&) = default;
};

}  // namespace droppoint::fakes::notification_hubs
