#include "fakes/resource_manager/policies/policy.hpp"

#include "fakes/auth/connection_string.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

std::string PolicyOwner::id() const {
  return hub == nullptr ? resources::resource_id_of(*name_space)
                        : resources::resource_id_of(*name_space, *hub);
}

OrRefusal<PolicyOwner> find_policy_owner(Call& call) {
  if (!call.path.contains("hub")) {
    const auto name_space = find_namespace(call);
    if (!name_space) return tl::unexpected(name_space.error());
    return PolicyOwner{*name_space, nullptr};
  }
  const auto found = find_hub(call);
  if (!found) return tl::unexpected(found.error());
  return PolicyOwner{found->name_space, found->hub};
}

OrRefusal<FoundPolicy> find_policy(Call& call) {
  const auto owner = find_policy_owner(call);
  if (!owner) return tl::unexpected(owner.error());
  const std::string& name = call.path.text("policy");
  const auto found = owner->policies().find(name);
  if (found == owner->policies().end())
    return tl::unexpected(refuse(
        404, "NotFound", "The authorization rule '" + name + "' of '" + owner->id() + "' was not found."));
  return FoundPolicy{*owner, &found->second};
}

Json policy_json(const Call& call, const PolicyOwner& owner, const resources::Policy& policy) {
  Json rights = Json::array();
  if (policy.rights.listen) rights.push_back("Listen");
  if (policy.rights.manage) rights.push_back("Manage");
  if (policy.rights.send) rights.push_back("Send");
  const bool of_hub = owner.hub != nullptr;
  Json properties{{"keyName", policy.name}};
  if (call.is_before("2023")) {
    properties["primaryKey"] = policy.primary_key;
    properties["secondaryKey"] = policy.secondary_key;
  }
  properties["claimType"] = "SharedAccessKey";
  properties["claimValue"] = "None";
  properties["rights"] = std::move(rights);
  properties["createdTime"] = call.time_text(policy.created_at);
  properties["modifiedTime"] = call.time_text(policy.modified_at);
  return Json{{"id", owner.id() + "/authorizationRules/" + policy.name},
              {"name", policy.name},
              {"type", of_hub ? "Microsoft.NotificationHubs/namespaces/notificationHubs/authorizationRules"
                              : "Microsoft.NotificationHubs/namespaces/authorizationRules"},
              {"location", of_hub ? owner.hub->location : owner.name_space->location},
              {"properties", std::move(properties)}};
}

Json policy_keys_json(const Call& call, const PolicyOwner& owner, const resources::Policy& policy) {
  const std::string endpoint =
      "sb://" + call.endpoint_host(owner.name_space->name + ".servicebus.windows.net") + "/";
  const std::string entity = owner.hub == nullptr ? "" : owner.hub->name;
  return Json{{"primaryConnectionString",
               auth::make_hub_connection_string(endpoint, policy.name, policy.primary_key, entity)},
              {"secondaryConnectionString",
               auth::make_hub_connection_string(endpoint, policy.name, policy.secondary_key, entity)},
              {"primaryKey", policy.primary_key},
              {"secondaryKey", policy.secondary_key},
              {"keyName", policy.name}};
}

}  // namespace droppoint::fakes::resource_manager
