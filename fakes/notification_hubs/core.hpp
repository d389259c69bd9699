#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fakes/notification_hubs/access.hpp"
#include "fakes/notification_hubs/feedback.hpp"
#include "fakes/notification_hubs/messages.hpp"
#include "fakes/notification_hubs/notification_hubs.hpp"
#include "fakes/notification_hubs/oauth_tokens.hpp"
#include "fakes/notification_hubs/provider_tokens.hpp"
#include "fakes/notification_hubs/usage.hpp"

namespace droppoint::fakes::notification_hubs {

// What the operations share.
struct Core {
  explicit Core(NotificationHubsParts parts);

  sim::Time now() const { return wire.scheduler().now(); }
  wire::Ledger& ledger() { return wire.ledger(); }
  // Adds one to a metric of the hub, now; nothing if the hub is gone.
  void count(const HubName& name, std::string_view metric);
  // A send that was scheduled, which is pending until it goes out, and one that was cancelled.
  void count_scheduled(const HubName& name);
  void count_cancelled(const HubName& name);

  wire::Wire& wire;
  resources::Store& store;
  resources::Metrics& metrics;
  const resources::Directory& directory;
  Options options;
  // Of policies of hubs that are made by this service itself.
  sim::Random hub_keys;
  sim::Random tracking_ids;
  sim::Random registration_ids;
  sim::Random queue_ids;
  sim::Random test_targets;
  Messages messages;
  Usage usage;
  Feedback feedback;
  KeyRing keys;
  ProviderTokens provider_tokens;
  OauthTokens oauth_tokens;
  // Sends that wait for their time, by lower-case id.
  std::map<std::string, sim::Timer> scheduled;
};

}  // namespace droppoint::fakes::notification_hubs
