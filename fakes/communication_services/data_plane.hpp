#pragma once

#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/communication_services/call_automation/callback_tokens.hpp"
#include "fakes/communication_services/call_automation/connections.hpp"
#include "fakes/communication_services/calls.hpp"
#include "fakes/communication_services/channel/connections.hpp"
#include "fakes/communication_services/channels.hpp"
#include "fakes/communication_services/chat/threads.hpp"
#include "fakes/communication_services/identities.hpp"
#include "fakes/communication_services/link_cache.hpp"
#include "fakes/communication_services/options.hpp"
#include "fakes/communication_services/registrations.hpp"
#include "fakes/communication_services/user_tokens.hpp"
#include "fakes/resources/directory.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::communication_services {

// What the operations of the service work on. It lives as long as the service, which outlives every task of
// the cloud, so tasks may refer to it; what they look up in it they look up again after each wait.
struct DataPlane {
  DataPlane(wire::Wire& the_wire, resources::Store& the_store, resources::Directory& the_directory,
            const sim::Random& random, Options the_options)
      : wire(the_wire),
        store(the_store),
        directory(the_directory),
        options(std::move(the_options)),
        identities(random.stream("identities")),
        connections(random.stream("channel")),
        links(options.propagation, random.stream("propagation")),
        calls(random.stream("calls")),
        call_connections(random.stream("call-automation")),
        threads(random.stream("messages")) {}

  sim::Time now() const { return wire.scheduler().now(); }

  wire::Wire& wire;
  resources::Store& store;
  resources::Directory& directory;
  Options options;
  Identities identities;
  UserTokens tokens;
  Registrations registrations;
  // The channels of the emulator's devices, and of real clients.
  Channels channels;
  channel::Connections connections;
  LinkCache links;
  Calls calls;
  call_automation::Connections call_connections;
  call_automation::CallbackTokens callback_tokens;
  chat::Threads threads;
};

}  // namespace droppoint::fakes::communication_services
