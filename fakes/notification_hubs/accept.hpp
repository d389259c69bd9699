#pragma once

#include <string>
#include <vector>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/dispatch.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// The message that a request sends, as yet without targets.
Message message_of(const Call& call, const Format& format, http::Body body);

// Takes a send and counts it. 201, with a `Location` on the Standard tier; the pushes begin after the answer.
http::Response accept(Core& core, const Call& call, Message message, std::vector<Target> targets);

// The same for a direct send: one target for each handle.
http::Response accept(Core& core, const Call& call, Payload payload, std::vector<std::string> handles);

// The 201 of a message, "https://{host}/{hub}/{collection}/{id}?{query}" in its `Location`.
http::Response created(const Call& call, std::string_view collection, std::string_view id);

}  // namespace droppoint::fakes::notification_hubs
