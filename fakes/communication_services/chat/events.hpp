#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/communication_services/chat/thread.hpp"

namespace droppoint::fakes::communication_services::chat {

// One of the events that clients of chat subscribe to. Numbers, names and members are those that the SDKs
// read (observed in their sources); what is nested in a thread's event is JSON as a text.
struct Event {
  int id = 0;
  // "chatMessageReceived": also the end of the path by which mobile SDKs tell events apart.
  std::string_view name;
  // For one recipient, an identity's id. It holds copies only.
  std::function<std::string(const std::string& recipient)> body;
};

Event message_received(const Thread& thread, const Message& message);
Event message_edited(const Thread& thread, const Message& message);
Event message_deleted(const Thread& thread, const Message& message);
Event typing(const Thread& thread, const Participant& from, std::string_view display_name,
             std::string version, sim::Time now);
Event receipt_read(const Thread& thread, const ReadReceipt& receipt, std::string version);
Event thread_created(const Thread& thread, std::string version);
// `by`: an identity's id, empty where the retention policy did it.
Event thread_updated(const Thread& thread, std::string_view by, std::string version, sim::Time now);
Event thread_deleted(const Thread& thread, std::string_view by, std::string version, sim::Time now);
Event participants_added(const Thread& thread, std::string_view by, const std::vector<Participant>& added,
                         std::string version, sim::Time now);
Event participants_removed(const Thread& thread, std::string_view by, const Participant& removed,
                           std::string version, sim::Time now);

// What the SDKs call a message's type: "Text", "RichText/Html".
std::string_view wire_type_of(const Message& message);
// `acsChatMessageMetadata`: "null", or an object as a text.
std::string metadata_text(const Metadata& metadata);

}  // namespace droppoint::fakes::communication_services::chat
