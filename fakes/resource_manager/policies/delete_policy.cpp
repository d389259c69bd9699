#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/policies/policy.hpp"

namespace droppoint::fakes::resource_manager {

http::Response delete_policy(Call& call) {
  const auto owner = find_policy_owner(call);
  if (!owner) return owner.error();
  const auto found = owner->policies().find(call.path.text("policy"));
  if (found == owner->policies().end()) return http::empty_response(204);
  call.event("policy-deleted", owner->id() + "/authorizationRules/" + found->first);
  owner->policies().erase(found);
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::resource_manager
