#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/messages.hpp"
#include "fakes/notification_hubs/storage_signature.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// What the service leaves in a container of Azure Storage for the owner of a hub: a blob for each day with
// the handles that a push service found bad, and a blob for each message with all that went wrong with it.
// Here both are written when they are read, from the messages that are kept.
class Feedback {
 public:
  explicit Feedback(sim::Random random) : signature_(random) {}

  // URLs with a shared access signature that is good for a day of the cloud's clock. By the host name of
  // Azure Storage, or on localhost below the account's name.
  std::string container_url(const Call& call, sim::Time now) const;
  std::string details_url(const Call& call, const Message& message, sim::Time now) const;

  const StorageSignature& signature() const { return signature_; }

 private:
  StorageSignature signature_;
};

// The outcomes that say what went wrong: neither accepted nor skipped.
std::vector<const TargetOutcome*> error_details(const Message& message);

// One `PnsFeedback` document with its prolog, which names UTF-16 although the bytes are UTF-8 (so the samples
// of Microsoft read it). Children in the order of the .NET client's contract.
std::string feedback_document(const Message& message, const TargetOutcome& outcome);

struct Blob {
  std::string content;
  sim::Time created_at{};
  sim::Time modified_at{};
};
// "01312026" → the documents of that day (UTC), one after the other.
std::map<std::string, Blob> daily_blobs(const Messages& messages, const HubName& hub);
// One document a line.
Blob details_blob(const Message& message);

// 32 hexadecimal digits; those of the details have an ending. The names are ours.
std::string container_of(const HubName& hub);
inline constexpr std::string_view kDetailsEnding = "-details";

}  // namespace droppoint::fakes::notification_hubs
