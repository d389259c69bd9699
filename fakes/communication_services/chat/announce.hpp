#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fakes/communication_services/chat/events.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::chat {

// The exchange that brings an event about.
struct Occasion {
  wire::TraceId trace;
  // The resource, by name.
  std::string resource;
};

// All that happens in chat passes here: what users are told by their channels, and by pushes.

// Tells those of the users whose channel is connected, without a notification: whether a typing indicator
// arrived is no question of delivery.
void announce_to(DataPlane& plane, const Occasion& occasion, const std::vector<std::string>& users,
                 const Event& event);
// All who are in the thread.
void announce(DataPlane& plane, const Occasion& occasion, const Thread& thread, const Event& event);
// But one of them.
void announce_to_others(DataPlane& plane, const Occasion& occasion, const Thread& thread,
                        std::string_view but, const Event& event);

// Tells all in the thread of a new message: its writer by the channel alone, since a writer's other clients
// show it too (inferred), and each other one with a notification, by the channel or by an encrypted push. In
// edition 2021 chat is not pushed.
void announce_message(DataPlane& plane, const Occasion& occasion, const Thread& thread,
                      const Message& message);

}  // namespace droppoint::fakes::communication_services::chat
