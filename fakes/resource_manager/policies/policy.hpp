#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// Whose rules the path is about: a namespace's or a hub's.
struct PolicyOwner {
  resources::Namespace* name_space;
  // Null for the namespace's own.
  resources::Hub* hub;

  resources::ByName<resources::Policy>& policies() const {
    return hub == nullptr ? name_space->policies : hub->policies;
  }
  std::string id() const;
};
OrRefusal<PolicyOwner> find_policy_owner(Call& call);

struct FoundPolicy {
  PolicyOwner owner;
  resources::Policy* policy;
};
OrRefusal<FoundPolicy> find_policy(Call& call);

// As the api-versions from 2023 on show it; earlier ones showed the keys too.
Json policy_json(const Call& call, const PolicyOwner& owner, const resources::Policy& policy);

// Keys and connection strings, in the form of the host by which they were asked for.
Json policy_keys_json(const Call& call, const PolicyOwner& owner, const resources::Policy& policy);

}  // namespace droppoint::fakes::resource_manager
