#include <string>
#include <utility>

#include "fakes/fcm/fcm.hpp"

// From an accepted message to the devices that it is for.

namespace droppoint::fakes::fcm {

// By token, each that is active. An app that the message is not meant for gets nothing.
std::vector<const DeviceToken*> Fcm::receivers(const Target& target, const Project& project,
                                               std::string_view package) const {
  std::vector<const DeviceToken*> result;
  for (const DeviceToken* token : device_tokens_.active_of_project(project.project_id)) {
    const auto is_subscribed = [this, token](std::string_view topic) {
      return topics_.subscribed_since(token->token, topic).has_value();
    };
    const bool meant =
        target.condition ? target.condition->holds(is_subscribed) : is_subscribed(target.topic);
    if (meant && (package.empty() || package == token->app)) result.push_back(token);
  }
  return result;
}

void Fcm::deliver_to(const wire::Hop& hop, const DeviceToken& token, const Content& content) {
  const sim::Time now = wire_.scheduler().now();
  Push push{.token = token.token,
            .device = token.device,
            .app = token.app,
            .trace = hop.trace,
            .notification = hop.notification,
            .collapse_key = content.collapse_key,
            .high_priority = content.high_priority,
            .ttl = content.ttl,
            .expires_at = now + content.ttl,
            .body = http::make_body(content.payload)};
  if (!push.notification) push.notification = open_direct(hop, push.token);
  delivery_.start(std::move(push));
}

void Fcm::fan_out(const wire::Hop& hop, const Target& target, const Project& project,
                  std::string_view package, const Content& content) {
  const auto devices = receivers(target, project, package);
  const std::string what = target.condition ? "the condition" : "the topic " + target.topic;
  wire_.ledger().event(
      hop.trace, wire::Party::fcm, "fan-out",
      what + " means " + std::to_string(devices.size()) + " of the devices of " + project.project_id);
  for (const DeviceToken* token : devices) deliver_to(hop, *token, content);
}

wire::NotificationId Fcm::open_direct(const wire::Hop& hop, std::string_view token) {
  wire::Notification notification{.trace = hop.trace, .kind = "direct", .channel = "push"};
  if (auto owner = directory_.find(token)) {
    notification.device = std::move(owner->device);
    notification.user = std::move(owner->user);
  }
  return wire_.ledger().open(std::move(notification));
}

// The hub settles what it sent itself, in a wider light; what reached FCM directly is settled here.
void Fcm::settle_refused(const wire::Hop& hop, std::string_view token, wire::Verdict verdict) {
  if (hop.notification) {
    wire_.ledger().diagnose(hop.notification, std::move(verdict));
  } else {
    wire_.ledger().settle(open_direct(hop, token), std::move(verdict));
  }
}

}  // namespace droppoint::fakes::fcm
