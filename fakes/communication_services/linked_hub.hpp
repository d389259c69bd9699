#pragma once

#include <span>
#include <string>

#include <tl/expected.hpp>

#include "emulator/wire/verdict.hpp"
#include "fakes/auth/connection_string.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::communication_services {

// The hub that a link leads to, and what to sign with.
struct LinkedHub {
  std::string name_space;
  std::string hub;
  auth::HubConnectionString credential;
};

// What can be found wrong with a link without asking the hub, in this order: a connection string that cannot
// be read or names no host of Notification Hubs (invalid-connection-string), a resourceId that is not a hub's
// or is another hub's than the string's (invalid-resource-id). The verdict is the dropped one.
//
// A string on a loopback name, or one of `local_hosts`, does not say its namespace: that is the one of
// resourceId then, unless the string's key is another hub's.
tl::expected<LinkedHub, wire::Verdict> find_linked_hub(const resources::Link& link, resources::Store& store,
                                                       std::span<const std::string> local_hosts);

// The policy of the hub, or else of its namespace, that the credential names and whose key it has. Null if
// there is none.
const resources::Policy* policy_of(const LinkedHub& linked, resources::Store& store);

}  // namespace droppoint::fakes::communication_services
