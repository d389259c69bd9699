#include "fakes/resource_manager/hubs/hub_json.hpp"

#include "fakes/resource_manager/json.hpp"
#include "fakes/resources/registration_ttl.hpp"

namespace droppoint::fakes::resource_manager {

Json hub_json(const resources::Namespace& name_space, const resources::Hub& hub) {
  return Json{{"id", resources::resource_id_of(name_space, hub)},
              {"name", hub.name},
              {"type", "Microsoft.NotificationHubs/namespaces/notificationHubs"},
              {"location", hub.location},
              {"tags", hub.tags},
              {"properties",
               {{"name", hub.name},
                {"registrationTtl", resources::to_time_span(hub.registration_ttl)},
                {"dailyMaxActiveDevices", 0}}}};
}

void read_registration_ttl(const Fields& properties, resources::Hub& hub) {
  const auto text = properties.text("registrationTtl");
  if (!text || text->empty()) return;
  const auto ttl = resources::parse_time_span(*text);
  if (ttl)
    hub.registration_ttl = *ttl;
  else
    properties.mistake("BadRequest", "Not usable: " + ttl.error().message + ".",
                       "properties.registrationTtl");
}

std::optional<http::Response> refuse_unemulated_hub(const Fields& properties) {
  if (!properties.is_empty("authorizationRules"))
    return not_emulated("Making authorization rules with the hub (make them by their own address)");
  return std::nullopt;
}

}  // namespace droppoint::fakes::resource_manager
