#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/policies/policy.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_policy(Call& call) {
  const auto found = find_policy(call);
  if (!found) return found.error();
  return json_answer(200, policy_json(call, found->owner, *found->policy));
}

}  // namespace droppoint::fakes::resource_manager
