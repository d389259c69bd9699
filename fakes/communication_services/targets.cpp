#include "fakes/communication_services/targets.hpp"

#include <algorithm>
#include <utility>

namespace droppoint::fakes::communication_services {

bool Target::is_same_device(const Target& other) const {
  if (!device.empty() || !other.device.empty()) return device == other.device;
  if (!connection.empty() || !other.connection.empty()) return connection == other.connection;
  return registration && other.registration && registration->token == other.registration->token;
}

std::vector<Target> targets_of(const DataPlane& plane, const std::string& user, Purpose purpose) {
  std::vector<Target> targets;
  for (Registration& registration : plane.registrations.live(user, purpose, plane.now())) {
    targets.push_back({.device = registration.device, .registration = std::move(registration)});
  }
  for (std::string& device : plane.channels.devices_of(user)) {
    bool found = false;
    // A device may hold several registrations (an old token beside the new one); its channel is one.
    for (Target& target : targets) {
      if (target.device != device || found) continue;
      target.channel = true;
      found = true;
    }
    if (!found) targets.push_back({.device = std::move(device), .channel = true});
  }
  for (channel::Endpoint& endpoint : plane.connections.live(user, purpose, plane.now())) {
    targets.push_back({.connection = std::move(endpoint.connection)});
  }
  return targets;
}

std::vector<Target> connected_targets_of(const DataPlane& plane, const std::string& user) {
  std::vector<Target> targets;
  for (std::string& device : plane.channels.devices_of(user)) {
    targets.push_back({.device = std::move(device), .channel = true});
  }
  for (channel::Endpoint& endpoint : plane.connections.live(user, Purpose::chat, plane.now())) {
    targets.push_back({.connection = std::move(endpoint.connection)});
  }
  return targets;
}

}  // namespace droppoint::fakes::communication_services
