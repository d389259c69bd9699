#include <utility>

#include "fakes/causes.hpp"
#include "fakes/communication_services/call_control.hpp"
#include "fakes/communication_services/chat_payload.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/tell.hpp"

namespace droppoint::fakes::communication_services {
namespace {

// Chat was not pushed in 2021: no hop, and the link is not even looked up.
void drop_unsupported(DataPlane& plane, const Announcement& announcement, const Target& target) {
  wire::Notification notification;
  notification.trace = announcement.trace;
  notification.kind = announcement.kind;
  notification.channel = "push";
  notification.device = target.device;
  notification.user = announcement.user;
  const wire::NotificationId id = plane.wire.ledger().open(std::move(notification));
  plane.wire.ledger().settle(
      id, fakes::dropped("notification-kind-unsupported", "edition 2021 pushes calls only"));
}

// A device in the foreground has the message by its channel; all others get a push.
void tell_recipient(DataPlane& plane, wire::TraceId trace, const std::string& resource,
                    const Identity& recipient, const ChatMessage& message) {
  Announcement announcement;
  announcement.trace = trace;
  announcement.kind = "chat-message";
  announcement.resource = resource;
  announcement.user = recipient.label();
  announcement.event = "chatMessageReceived";
  announcement.realtime_body = chat_realtime_body(message);
  announcement.push_message = [&plane, &message](const Registration& registration) {
    return chat_push(message, registration, plane.messages.next_iv());
  };
  const std::vector<Target> targets = targets_of(plane, recipient.id, Purpose::chat);
  if (targets.empty()) drop_unregistered(plane, announcement, recipient.id, Purpose::chat);
  for (const Target& target : targets) {
    if (!target.channel && target.connection.empty() && plane.options.edition == Edition::of_2021) {
      drop_unsupported(plane, announcement, target);
    } else {
      tell(plane, announcement, target, PushToConnected::no);
    }
  }
}

std::string send_to_all(DataPlane& plane, wire::TraceId trace, const Parties& parties, std::string content) {
  ChatMessage message;
  message.id = plane.messages.next_id(plane.now());
  std::vector<std::string> members{parties.from.id};
  for (const Identity& recipient : parties.to) members.push_back(recipient.id);
  message.thread = plane.messages.thread_of(std::move(members));
  message.sender = parties.from.id;
  message.sender_name = parties.from.label();
  message.content = std::move(content);
  message.sent_at = plane.now();
  message.transaction_id = plane.messages.next_uuid();
  for (const Identity& recipient : parties.to) {
    // Nobody is notified of what he wrote himself.
    if (recipient.id == parties.from.id) continue;
    message.recipient = recipient.id;
    tell_recipient(plane, trace, parties.resource, recipient, message);
  }
  return message.id;
}

}  // namespace

// POST /_droppoint/v1/chat/messages.
sim::Task<http::Response> send_chat_message(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto body = read_object(hop.request);
  if (!body) co_return control_error(body.error());
  if (body->contains("thread") && !body->contains("to")) {
    co_return control_error({"NotEmulated",
                             "Chat threads are not emulated; see docs/fidelity/communication-services.md.",
                             R"(name the recipients: "to":["alice"])"});
  }
  const auto content = text_member(*body, "content");
  if (!content) co_return control_error({"InvalidRequest", "\"content\" is missing or no text."});
  const auto parties = read_parties(plane, *body, Telephone::refused);
  if (!parties) co_return control_error(parties.error());
  const std::string id = send_to_all(plane, hop.trace, *parties, *content);
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  nlohmann::ordered_json answer;
  answer["message"] = id;
  answer["trace"] = wire::to_text(hop.trace);
  answer["verdict"] = verdict_json(plane.wire.ledger().verdict(hop.trace));
  co_return json_answer(201, answer);
}

}  // namespace droppoint::fakes::communication_services
