#include "fakes/communication_services/tell.hpp"

#include <utility>

#include "fakes/causes.hpp"
#include "fakes/communication_services/channel/deliver.hpp"
#include "fakes/communication_services/send_push.hpp"

namespace droppoint::fakes::communication_services {
namespace {

wire::NotificationId open(DataPlane& plane, const Announcement& announcement, std::string device,
                          std::string channel) {
  wire::Notification notification;
  notification.trace = announcement.trace;
  notification.kind = announcement.kind;
  notification.channel = std::move(channel);
  notification.device = std::move(device);
  notification.user = announcement.user;
  return plane.wire.ledger().open(std::move(notification));
}

// The device settles what it took. A channel that turns out to be broken is found out here.
sim::Task<void> send_realtime(DataPlane& plane, wire::Exchange exchange) {
  const wire::NotificationId notification = exchange.notification;
  const std::string device = exchange.request.authority;
  auto answering = plane.wire.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (answer && answer->status == 200) co_return;
  const std::string found = answer ? "answered " + std::to_string(answer->status)
                                   : "gave no answer (" + std::string(wire::to_text(answer.error())) + ")";
  if (notification == wire::NotificationId{}) co_return;
  plane.wire.ledger().settle(notification,
                             fakes::dropped("device-unreachable", device + " " + found + " on its channel"));
}

void start_realtime(DataPlane& plane, const Announcement& announcement, const Target& target) {
  wire::Exchange exchange;
  exchange.from = wire::Party::communication_services;
  exchange.to = wire::Party::device;
  exchange.trace = announcement.trace;
  if (announcement.notifies) exchange.notification = open(plane, announcement, target.device, "realtime");
  exchange.timeout = plane.options.channel_timeout;
  exchange.request.method = "POST";
  exchange.request.authority = target.device;
  exchange.request.target = "/realtime";
  exchange.request.headers.add("Content-Type", "application/json; charset=utf-8");
  exchange.request.body = http::make_body(announcement.realtime_body);
  plane.wire.scheduler().spawn(send_realtime(plane, std::move(exchange)), "realtime to " + target.device);
}

// By the connection of a real client, which acknowledges what it takes.
void start_delivery(DataPlane& plane, const Announcement& announcement, const Target& target) {
  channel::Delivery delivery;
  delivery.trace = announcement.trace;
  if (announcement.notifies) delivery.notification = open(plane, announcement, {}, "realtime");
  delivery.event = announcement.event;
  delivery.body = announcement.realtime_body;
  delivery.time_to_live = plane.options.channel_message_ttl;
  channel::deliver(plane, target.connection, std::move(delivery));
}

void start_push(DataPlane& plane, const Announcement& announcement, const Target& target) {
  Push push;
  push.trace = announcement.trace;
  push.notification = open(plane, announcement, target.device, "push");
  push.resource = announcement.resource;
  push.token = target.registration->token;
  push.message = announcement.push_message(*target.registration);
  plane.wire.scheduler().spawn(send_push(plane, std::move(push)), "push to " + target.device);
}

}  // namespace

void tell(DataPlane& plane, const Announcement& announcement, const Target& target, PushToConnected push) {
  if (!target.connection.empty()) start_delivery(plane, announcement, target);
  if (target.channel) start_realtime(plane, announcement, target);
  if (!target.registration || !announcement.push_message) return;
  if (!target.channel || push == PushToConnected::yes) start_push(plane, announcement, target);
}

void drop_unregistered(DataPlane& plane, const Announcement& announcement, const std::string& user_id,
                       Purpose purpose) {
  const bool expired = plane.registrations.has_expired(user_id, purpose, plane.now()) ||
                       plane.connections.has_expired(user_id, purpose, plane.now());
  const wire::NotificationId notification = open(plane, announcement, {}, "push");
  const std::string_view sdk = purpose == Purpose::calls ? "calling" : "chat";
  std::string detail = announcement.user;
  detail.append(expired ? "'s registration for " : " has no registration for ").append(sdk);
  if (expired) detail.append(" is past its time to live");
  plane.wire.ledger().settle(
      notification, fakes::dropped(expired ? "registration-expired" : "no-registration", std::move(detail)));
}

}  // namespace droppoint::fakes::communication_services
