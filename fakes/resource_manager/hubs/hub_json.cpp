#include "fakes/resource_manager/hubs/hub_json.hpp"

#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

Json hub_json(const resources::Namespace& name_space, const resources::Hub& hub) {
  return Json{
      {"id", resources::resource_id_of(name_space, hub)},
      {"name", hub.name},
      {"type", "Microsoft.NotificationHubs/namespaces/notificationHubs"},
      {"location", hub.location},
      {"tags", hub.tags},
      {"properties", {{"name", hub.name}, {"registrationTtl", kNever}, {"dailyMaxActiveDevices", 0}}}};
}

std::optional<http::Response> refuse_unemulated_hub(const Fields& properties) {
  if (properties.text("registrationTtl").value_or(std::string(kNever)) != kNever)
    return not_emulated("A registrationTtl other than " + std::string(kNever));
  if (!properties.is_empty("authorizationRules"))
    return not_emulated("Making authorization rules with the hub (make them by their own address)");
  return std::nullopt;
}

}  // namespace droppoint::fakes::resource_manager
