#pragma once

#include <functional>
#include <string>

#include "fakes/communication_services/data_plane.hpp"
#include "fakes/communication_services/hub_message.hpp"
#include "fakes/communication_services/targets.hpp"

namespace droppoint::fakes::communication_services {

// Something that a user's devices are told: that a call rings, stops ringing, that a message came.
struct Announcement {
  wire::TraceId trace;
  // Of the notifications: "incoming-call".
  std::string kind;
  // By name.
  std::string resource;
  // The user's label in traces.
  std::string user;
  // The name that the channel gives to it ("chatMessageReceived"); empty for calls, whose wire form is
  // closed.
  std::string event;
  std::string realtime_body;
  // Asked at once, never later.
  std::function<HubMessage(const Registration&)> push_message;
};

// Whether a device whose channel is connected gets the push as well.
enum class PushToConnected { yes, no };

// Opens a notification for each way that is used and sends each in a task of its own, at this instant.
void tell(DataPlane& plane, const Announcement& announcement, const Target& target, PushToConnected push);

// Opens a notification and drops it: no device of the user could be told, since none is registered or the
// registrations are past their time to live.
void drop_unregistered(DataPlane& plane, const Announcement& announcement, const std::string& user_id,
                       Purpose purpose);

}  // namespace droppoint::fakes::communication_services
