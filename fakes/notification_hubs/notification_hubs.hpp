#pragma once

#include <chrono>
#include <memory>

#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/resources/directory.hpp"
#include "fakes/resources/metrics.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

struct Options {
  // Microsoft's pages disagree on whether a policy of the namespace may send: the security page says that
  // only hub policies can, the FAQ that both can. True follows the security page.
  bool strict_namespace_rules = false;
  // How long after its expiry a SAS token is still taken. What the real service forgives is not documented.
  sim::Duration sas_skew = std::chrono::seconds(60);
};

struct NotificationHubsParts {
  wire::Wire& wire;
  resources::Store& store;
  resources::Metrics& metrics;
  const resources::Directory& directory;
  sim::Random random;
  Options options = {};
};

struct Core;

// Azure Notification Hubs, data plane: `{namespace}.servicebus.windows.net/{hub}/…`. One operation is one
// file; routes.cpp lists them. What the real service has and this one has not is answered 501.
class NotificationHubs : public wire::Service {
 public:
  explicit NotificationHubs(NotificationHubsParts parts);
  ~NotificationHubs() override;

  // Break::refused for a namespace that does not exist: its host name does not resolve.
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  std::unique_ptr<Core> core_;
};

}  // namespace droppoint::fakes::notification_hubs
