#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fakes/notification_hubs/messages.hpp"
#include "fakes/notification_hubs/payload.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// One device that a message goes to, and what it gets. Native sends share one payload; a template makes one
// for each registration.
struct Target {
  std::string handle;
  std::shared_ptr<const Payload> payload;
  // The registration that led to it; both empty for a direct send.
  std::string registration_id = {};
  std::string installation_id = {};
};

// The way of every accepted send: keeps the message and lets its targets go out, each as a task of its own
// that begins after the caller's answer. Returns the message's id.
std::string take_message(Core& core, Message message, std::vector<Target> targets);

// The second half of it, for a message that was opened before its targets were known (a scheduled one).
// A target with the handle and the payload of an earlier one is skipped.
void dispatch(Core& core, const std::string& id, std::vector<Target> targets);

}  // namespace droppoint::fakes::notification_hubs
