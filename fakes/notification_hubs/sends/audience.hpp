#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/dispatch.hpp"
#include "fakes/notification_hubs/registrations/registration.hpp"
#include "fakes/notification_hubs/tags/tag_expression.hpp"

namespace droppoint::fakes::notification_hubs {

// A send that names no device, read and checked: what goes out, and to whose registrations. Native sends
// reach the registrations of their platform that have no template; template sends reach all that have one.
struct AudienceSend {
  // Nothing: everybody.
  std::optional<TagExpression> audience = {};
  // Native: the same for each device.
  std::optional<Payload> payload = {};
  // Template: what the notification says, and the headers that came with it.
  Properties properties = {};
  http::Headers headers = {};
  const Format* format = nullptr;
  http::Body body = {};
};

// 400 for what is wrong with format, tags or body, and where the hub has no credential for it; 413.
tl::expected<AudienceSend, Refusal> read_audience_send(const Call& call);

// Who gets it now: each registration that matches, in the order in which they were made, with its payload.
// Credentials are those that the hub has at this moment.
std::vector<Target> find_targets(resources::Hub& hub, const AudienceSend& send, sim::Time now);

}  // namespace droppoint::fakes::notification_hubs
