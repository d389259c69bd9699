#pragma once

#include "emulator/http/router.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/communication_services/handler.hpp"

namespace droppoint::fakes::communication_services {

struct CommunicationServicesParts {
  wire::Wire& wire;
  resources::Store& store;
  resources::Directory& directory;
  sim::Random random;
  Options options = {};
};

// Azure Communication Services, all resources of one cloud: Identity, the registrar, calls that ring and chat
// messages that are announced through the linked hub or the device's channel, and the control API's /calls,
// /users, /links and /chat/messages. docs/fidelity/communication-services.md says how far each goes.
class CommunicationServices final : public wire::Service {
 public:
  explicit CommunicationServices(CommunicationServicesParts parts);

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  using Routes = http::Router<Handler>;

  void add_identity_routes();
  void add_registrar_routes(Routes& routes);
  void add_channel_routes(Routes& routes);
  void add_web_registrar_routes(Routes& routes);
  void add_device_routes();
  void add_control_routes();

  sim::Task<http::Response> answer(const Routes& routes, const wire::Hop& hop);

  // The routes that a request may take, by the host it was sent to and by who sent it. Null: there is no such
  // host.
  const Routes* routes_for(const wire::Hop& hop) const;

  DataPlane plane_;
  Routes service_;
  Routes registrar_;
  Routes channel_;
  Routes call_automation_keys_;
  Routes device_;
  Routes control_;
};

}  // namespace droppoint::fakes::communication_services
