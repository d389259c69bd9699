#include "fakes/resource_manager/communication/communication_json.hpp"

#include "fakes/auth/connection_string.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

Json communication_json(const Plane& plane, const resources::CommunicationResource& resource) {
  const std::string id = resources::resource_id_of(resource);
  Json properties{{"provisioningState", plane.long_running.provisioning_state(id)},
                  {"hostName", resource.name + ".communication.azure.com"},
                  {"dataLocation", resource.data_location}};
  if (resource.link) properties["notificationHubId"] = resource.link->resource_id;
  properties["version"] = "0.2.0";
  properties["immutableResourceId"] = resource.immutable_id;
  return Json{{"id", id},
              {"name", resource.name},
              {"type", "Microsoft.Communication/CommunicationServices"},
              {"location", resource.location},
              {"tags", resource.tags},
              {"properties", std::move(properties)}};
}

Json communication_keys_json(const Call& call, const resources::CommunicationResource& resource) {
  const std::string endpoint =
      "https://" + call.endpoint_host(resource.name + ".communication.azure.com") + "/";
  return Json{
      {"primaryKey", resource.primary_key},
      {"secondaryKey", resource.secondary_key},
      {"primaryConnectionString", auth::make_acs_connection_string(endpoint, resource.primary_key)},
      {"secondaryConnectionString", auth::make_acs_connection_string(endpoint, resource.secondary_key)}};
}

std::optional<http::Response> refuse_unemulated_communication(const Fields& body) {
  const auto identity = body.object("identity");
  const auto properties = body.object("properties");
  if (identity.text("type").value_or("None") != "None")
    return not_emulated("A managed identity of a Communication Services resource");
  if (!properties.is_empty("linkedDomains")) return not_emulated("Linking e-mail domains");
  return std::nullopt;
}

}  // namespace droppoint::fakes::resource_manager
