#pragma once

#include <string>
#include <string_view>

#include "fakes/notification_hubs/access.hpp"
#include "fakes/notification_hubs/notification_hubs.hpp"
#include "fakes/notification_hubs/oauth_tokens.hpp"
#include "fakes/notification_hubs/provider_tokens.hpp"

namespace droppoint::fakes::notification_hubs {

// Which hub, by names: what a delivery keeps, since hubs may go while it waits.
struct HubName {
  std::string name_space;
  std::string hub;
};

// What the operations share.
struct Core {
  explicit Core(NotificationHubsParts parts);

  sim::Time now() const { return wire.scheduler().now(); }
  wire::Ledger& ledger() { return wire.ledger(); }
  // Adds one to a metric of the hub, now; nothing if the hub is gone.
  void count(const HubName& name, std::string_view metric);

  wire::Wire& wire;
  resources::Store& store;
  resources::Metrics& metrics;
  const resources::Directory& directory;
  Options options;
  // Of policies of hubs that are made by this service itself.
  sim::Random hub_keys;
  sim::Random tracking_ids;
  sim::Random message_ids;
  KeyRing keys;
  ProviderTokens provider_tokens;
  OauthTokens oauth_tokens;
};

}  // namespace droppoint::fakes::notification_hubs
