#include "emulator/http/headers.hpp"
#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/policies/policy.hpp"
#include "fakes/resources/policies.hpp"

namespace droppoint::fakes::resource_manager {

http::Response delete_policy(Call& call) {
  const auto owner = find_policy_owner(call);
  if (!owner) return owner.error();
  const auto found = owner->policies().find(call.path.text("policy"));
  if (found == owner->policies().end()) return http::empty_response(204);
  // "The default namespace authorization rule cannot be deleted", says the provider's list of operations.
  if (owner->hub == nullptr && http::equal_ignoring_case(found->first, resources::kRootPolicy))
    return refuse(400, "BadRequest",
                  "The default authorization rule '" + found->first + "' of a namespace cannot be deleted.");
  call.event("policy-deleted", owner->id() + "/authorizationRules/" + found->first);
  owner->policies().erase(found);
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::resource_manager
