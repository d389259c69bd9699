#include "fakes/communication_services/chat/announce.hpp"

#include <utility>

#include "fakes/causes.hpp"
#include "fakes/communication_services/chat_payload.hpp"
#include "fakes/communication_services/tell.hpp"

namespace droppoint::fakes::communication_services::chat {
namespace {

Announcement announcement_of(const Occasion& occasion, const std::string& user, const Event& event) {
  Announcement announcement;
  announcement.trace = occasion.trace;
  announcement.resource = occasion.resource;
  announcement.event = event.name;
  announcement.realtime_body = event.body(user);
  announcement.notifies = false;
  return announcement;
}

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

ChatPush push_of(DataPlane& plane, const Thread& thread, const Message& message,
                 const std::string& recipient) {
  return {.id = message.id,
          .thread = thread.id,
          .sender = message.sender,
          .recipient = recipient,
          .sender_name = message.sender_name,
          .type = std::string(wire_type_of(message)),
          .content = message.content,
          .metadata = metadata_text(message.metadata),
          .version = message.version,
          .sent_at = message.created_on,
          .transaction_id = plane.threads.next_uuid()};
}

// A device in the foreground has the message by its channel; all others get a push.
void notify(DataPlane& plane, const Occasion& occasion, const Identity& recipient, const ChatPush& push,
            const Event& event) {
  Announcement announcement = announcement_of(occasion, recipient.id, event);
  announcement.notifies = true;
  announcement.kind = "chat-message";
  announcement.user = recipient.label();
  announcement.push_message = [&plane, &push](const Registration& registration) {
    return chat_push(push, registration, plane.options.format_for_fcm(), plane.threads.next_iv());
  };
  const std::vector<Target> targets = targets_of(plane, recipient.id, Purpose::chat);
  if (targets.empty()) drop_unregistered(plane, announcement, recipient.id, Purpose::chat);
  for (const Target& target : targets) {
    if (!target.is_connected() && plane.options.edition == Edition::of_2021) {
      drop_unsupported(plane, announcement, target);
    } else {
      tell(plane, announcement, target, PushToConnected::no);
    }
  }
}

}  // namespace

void announce_to(DataPlane& plane, const Occasion& occasion, const std::vector<std::string>& users,
                 const Event& event) {
  for (const std::string& user : users) {
    const Announcement announcement = announcement_of(occasion, user, event);
    for (const Target& target : connected_targets_of(plane, user)) {
      tell(plane, announcement, target, PushToConnected::no);
    }
  }
}

void announce(DataPlane& plane, const Occasion& occasion, const Thread& thread, const Event& event) {
  announce_to_others(plane, occasion, thread, {}, event);
}

void announce_to_others(DataPlane& plane, const Occasion& occasion, const Thread& thread,
                        std::string_view but, const Event& event) {
  std::vector<std::string> users;
  for (const Participant& participant : thread.participants) {
    if (participant.user != but) users.push_back(participant.user);
  }
  announce_to(plane, occasion, users, event);
}

void announce_message(DataPlane& plane, const Occasion& occasion, const Thread& thread,
                      const Message& message) {
  const Event event = message_received(thread, message);
  for (const Participant& participant : thread.participants) {
    const Identity* recipient = plane.identities.find(participant.user);
    if (recipient == nullptr) continue;
    if (recipient->id == message.sender) {
      announce_to(plane, occasion, {recipient->id}, event);
      continue;
    }
    notify(plane, occasion, *recipient, push_of(plane, thread, message, recipient->id), event);
  }
}

}  // namespace droppoint::fakes::communication_services::chat
