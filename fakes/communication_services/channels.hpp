#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace droppoint::fakes::communication_services {

// Which devices have their real-time channel connected. On mobile that is so only while the app is in the
// foreground; the device says when.
class Channels {
 public:
  void connect(std::string device, std::string user) {
    users_.insert_or_assign(std::move(device), std::move(user));
  }
  void disconnect(std::string_view device) {
    const auto found = users_.find(device);
    if (found != users_.end()) users_.erase(found);
  }
  void disconnect_user(std::string_view user) {
    std::erase_if(users_, [user](const auto& entry) { return entry.second == user; });
  }

  // The connected devices of the user (an identity's id), by name.
  std::vector<std::string> devices_of(std::string_view user) const {
    std::vector<std::string> devices;
    for (const auto& [device, owner] : users_) {
      if (owner == user) devices.push_back(device);
    }
    return devices;
  }

 private:
  std::map<std::string, std::string, std::less<>> users_;
};

}  // namespace droppoint::fakes::communication_services
