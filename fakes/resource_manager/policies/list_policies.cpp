#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/page.hpp"
#include "fakes/resource_manager/policies/policy.hpp"

namespace droppoint::fakes::resource_manager {

http::Response list_policies(Call& call) {
  const auto owner = find_policy_owner(call);
  if (!owner) return owner.error();
  Json value = Json::array();
  for (const auto& [name, policy] : owner->policies()) value.push_back(policy_json(call, *owner, policy));
  return page_answer(call, std::move(value));
}

}  // namespace droppoint::fakes::resource_manager
