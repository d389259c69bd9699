#pragma once

#include "emulator/wire/wire.hpp"
#include "fakes/resources/metrics.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::monitor {

struct MonitorParts {
  wire::Wire& wire;
  resources::Store& store;
  const resources::Metrics& metrics;
};

// Azure Monitor's metrics, as far as notification hubs have them. Requests come from Resource Manager, which
// has authenticated them: `{resource id}/providers/microsoft.insights/…`, and
// `/subscriptions/{s}/metrics:getBatch` of the regional hosts.
class Monitor : public wire::Service {
 public:
  explicit Monitor(MonitorParts parts) : parts_(parts) {}

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  MonitorParts parts_;
};

}  // namespace droppoint::fakes::monitor
