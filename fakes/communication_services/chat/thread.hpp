#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/scheduler.hpp"

namespace droppoint::fakes::communication_services::chat {

using Metadata = std::map<std::string, std::string>;

struct Participant {
  // An identity's id.
  std::string user;
  std::string display_name = {};
  // What was written before is not shown to them. The service's own default is 1970: everything.
  sim::Time share_history_time{};
  Metadata metadata = {};
};

enum class MessageType : std::uint8_t { text, html, topic_updated, participant_added, participant_removed };
// "topicUpdated", as the REST interface writes it.
std::string_view to_text(MessageType type);

struct Message {
  // Milliseconds since 1970, in decimal.
  std::string id;
  MessageType type = MessageType::text;
  // Order in the thread, from 1.
  std::uint64_t sequence = 0;
  // The id of the last change, which for a new message is its own.
  std::string version;
  // An identity's id: who wrote it, or for what the service wrote by itself, who brought it about.
  std::string sender;
  std::string sender_name = {};
  // Of text and html.
  std::string content = {};
  // Of topic_updated.
  std::string topic = {};
  // Of participant_added and participant_removed.
  std::vector<Participant> participants = {};
  Metadata metadata = {};
  sim::Time created_on{};
  std::optional<sim::Time> edited_on = {};
  std::optional<sim::Time> deleted_on = {};

  bool written_by_user() const { return type == MessageType::text || type == MessageType::html; }
};

struct ReadReceipt {
  std::string user;
  std::string message;
  sim::Time read_on{};
};

struct Thread {
  // "19:{opaque}@thread.v2".
  std::string id;
  // Order of creation, from 1.
  std::uint64_t order = 0;
  // The resource, by its immutable id.
  std::string resource_id;
  std::string topic;
  std::string created_by;
  sim::Time created_on{};
  Metadata metadata = {};
  // Nothing: it is kept.
  std::optional<int> delete_after_days = {};
  sim::Timer retention_timer = {};
  // In the order in which they came.
  std::vector<Participant> participants = {};
  // In order.
  std::vector<Message> messages = {};
  // The latest of each reader, in order of the first.
  std::vector<ReadReceipt> receipts = {};

  Participant* find_participant(std::string_view user);
  const Participant* find_participant(std::string_view user) const;
  Message* find_message(std::string_view message_id);
  // When the newest message came; nothing while there is none that a user wrote.
  std::optional<sim::Time> last_message_on() const;
};

}  // namespace droppoint::fakes::communication_services::chat
