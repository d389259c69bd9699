#include <utility>

#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/policies/policy.hpp"
#include "fakes/resources/policies.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

resources::Rights read_rights(const Fields& properties) {
  resources::Rights rights;
  const auto names = properties.texts("rights");
  if (!names || names->empty())
    properties.mistake("InvalidRequestContent", "An authorization rule has at least one right.",
                       "properties.rights");
  for (const std::string& name : names.value_or(std::vector<std::string>{})) {
    if (http::equal_ignoring_case(name, "Listen"))
      rights.listen = true;
    else if (http::equal_ignoring_case(name, "Send"))
      rights.send = true;
    else if (http::equal_ignoring_case(name, "Manage"))
      rights.manage = true;
    else
      properties.mistake("InvalidRequestContent",
                         "The right '" + name + "' is none of Listen, Send and Manage.", "properties.rights");
  }
  if (rights.manage && !(rights.listen && rights.send))
    properties.mistake("BadRequest", "A rule with Manage must have Send and Listen too.",
                       "properties.rights");
  return rights;
}

// Keys of one's own are allowed, if they have the length of those that the service makes.
std::optional<std::string> read_key(const Fields& properties, std::string_view name) {
  auto key = properties.text(name);
  if (!key || key->empty()) return std::nullopt;
  if (!resources::is_policy_key(*key))
    properties.mistake("BadRequest", "A key is the base64 text of 32 bytes.",
                       "properties." + std::string(name));
  return key;
}

}  // namespace

// Always 200: the clients of 2017 take nothing else, and those of 2023 take it too.
http::Response put_policy(Call& call) {
  const auto owner = find_policy_owner(call);
  if (!owner) return owner.error();
  const std::string& name = call.path.text("policy");
  if (!is_policy_name(name))
    return invalid_name(name, "at most 256 letters, digits and -._, a letter or digit first");
  const Fields properties = call.body().object("properties");
  const resources::Rights rights = read_rights(properties);
  auto primary = read_key(properties, "primaryKey");
  auto secondary = read_key(properties, "secondaryKey");
  if (auto refusal = properties.refusal()) return *refusal;

  auto& policies = owner->policies();
  auto existing = policies.find(name);
  if (existing == policies.end()) {
    auto made = resources::make_policy(name, rights, call.plane.keys, call.plane.now());
    existing = policies.emplace(name, std::move(made)).first;
  }
  resources::Policy& policy = existing->second;
  policy.rights = rights;
  policy.modified_at = call.plane.now();
  if (primary) resources::replace_key(policy, policy.primary_key, std::move(*primary));
  if (secondary) resources::replace_key(policy, policy.secondary_key, std::move(*secondary));
  call.event("policy-written", owner->id() + "/authorizationRules/" + policy.name);
  return json_answer(200, policy_json(call, *owner, policy));
}

}  // namespace droppoint::fakes::resource_manager
