#include "fakes/resource_manager/groups/group_json.hpp"

#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

Json group_json(const Call& call, const std::string& name) {
  const std::string subscription = subscription_of(call);
  const auto& tags = call.plane.group_tags;
  const auto of_subscription = tags.find(subscription);
  Json tag_json = Json::object();
  if (of_subscription != tags.end()) {
    const auto found = of_subscription->second.find(name);
    if (found != of_subscription->second.end()) tag_json = found->second;
  }
  const std::string id = "/subscriptions/" + subscription + "/resourceGroups/" + name;
  return Json{{"id", id},
              {"name", name},
              {"type", "Microsoft.Resources/resourceGroups"},
              {"location", call.plane.store.groups().at(subscription).at(name)},
              {"tags", std::move(tag_json)},
              {"properties", {{"provisioningState", call.plane.long_running.provisioning_state(id)}}}};
}

resources::ByName<std::string>& groups_of(Call& call) {
  return call.plane.store.groups()[subscription_of(call)];
}

http::Response group_not_found(std::string_view name) {
  return refuse(404, "ResourceGroupNotFound",
                "Resource group '" + std::string(name) + "' could not be found.");
}

}  // namespace droppoint::fakes::resource_manager
