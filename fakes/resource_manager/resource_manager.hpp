#pragma once

#include <memory>
#include <string>

#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/service.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/resources/metrics.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::resource_manager {

struct ResourceManagerOptions {
  // How long creating and deleting a Communication Services resource or a resource group takes on the cloud's
  // clock. The real services take seconds to minutes.
  sim::Duration provisioning_time = sim::Duration::zero();
  // Only tokens of our Entra ID, for our audience. Otherwise any well-formed JSON Web Token opens everything.
  bool strict_auth = false;
  // Shown for each subscription.
  std::string tenant_id = "00000000-0000-0000-0000-000000000000";
  // Which key makes a token one of our Entra ID. Empty: the fixed one (auth/fixed_keys.hpp).
  std::string entra_public_key_pem = {};
};

struct ResourceManagerParts {
  wire::Wire& wire;
  resources::Store& store;
  resources::Metrics& metrics;
  sim::Random random;
  ResourceManagerOptions options = {};
};

// The management plane of Azure for Microsoft.Communication and Microsoft.NotificationHubs, with the resource
// groups and subscriptions they live in. Requests for Azure Monitor go on to Party::monitor as they are.
class ResourceManager final : public wire::Service {
 public:
  explicit ResourceManager(ResourceManagerParts parts);
  ~ResourceManager() override;

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace droppoint::fakes::resource_manager
