#include <utility>

#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/policies/policy.hpp"
#include "fakes/resources/policies.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

// "PrimaryKey"; the specification of 2017 describes it as "Primary Key".
std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

}  // namespace

// The key that is replaced stops working at once and is remembered, so that a sender that still has it can be
// told from one that never had a right key. The other key goes on working.
http::Response regenerate_policy_key(Call& call) {
  const auto found = find_policy(call);
  if (!found) return found.error();
  const Fields body = call.body();
  const std::string wanted = without_spaces(body.required_text("policyKey"));
  const bool primary = http::equal_ignoring_case(wanted, "PrimaryKey");
  if (!primary && !http::equal_ignoring_case(wanted, "SecondaryKey"))
    body.mistake("InvalidRequestContent",
                 "The policy key '" + wanted + "' is neither PrimaryKey nor SecondaryKey.", "policyKey");
  if (auto refusal = body.refusal()) return *refusal;

  resources::Policy& policy = *found->policy;
  std::string& key = primary ? policy.primary_key : policy.secondary_key;
  policy.former_keys.push_back(std::exchange(key, resources::new_policy_key(call.plane.keys)));
  policy.modified_at = call.plane.now();
  call.event("key-regenerated", found->owner.id() + "/authorizationRules/" + policy.name +
                                    (primary ? " primary" : " secondary"));
  return json_answer(200, policy_keys_json(call, found->owner, policy));
}

}  // namespace droppoint::fakes::resource_manager
