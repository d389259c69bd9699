#pragma once

#include <optional>
#include <string>

#include "fakes/communication_services/registrations.hpp"

namespace droppoint::fakes::communication_services {

// One device of a user that should be told something, and the ways there are to it.
struct Target {
  // Empty if only its token is known.
  std::string device;
  // Its app is in the foreground.
  bool channel = false;
  std::optional<Registration> registration = {};
  // A real client's, by its id; it stands alone, since no device says that it is its.
  std::string connection = {};

  // What is told reaches it at once, without a push.
  bool is_connected() const { return channel || !connection.empty(); }
  // Same device, or the same token where no device is known.
  bool is_same_device(const Target& other) const;
};

}  // namespace droppoint::fakes::communication_services
