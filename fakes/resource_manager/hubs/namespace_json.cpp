#include "fakes/resource_manager/hubs/namespace_json.hpp"

#include <array>
#include <utility>

#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

constexpr std::array<std::pair<std::string_view, resources::Sku>, 3> kSkus{
    {{"Free", resources::Sku::free},
     {"Basic", resources::Sku::basic},
     {"Standard", resources::Sku::standard}}};

std::string_view to_text(resources::Sku sku) {
  for (const auto& [name, value] : kSkus)
    if (value == sku) return name;
  return "";
}

}  // namespace

Json namespace_json(const Call& call, const resources::Namespace& name_space) {
  const std::string id = resources::resource_id_of(name_space);
  const std::string state = call.plane.long_running.provisioning_state(id);
  const bool settled = state == "Succeeded";
  Json properties{{"name", name_space.name},
                  {"provisioningState", settled ? "Succeeded" : "InProgress"},
                  {"status", settled ? "Created" : state},
                  {"createdAt", call.time_text(name_space.created_at)},
                  {"updatedAt", call.time_text(name_space.updated_at)},
                  {"serviceBusEndpoint", "https://" + name_space.name + ".servicebus.windows.net:443/"},
                  {"subscriptionId", name_space.subscription},
                  {"region", name_space.location},
                  {"enabled", true},
                  {"critical", false},
                  {"namespaceType", "NotificationHub"}};
  if (!call.is_before("2023")) {
    properties["privateEndpointConnections"] = Json::array();
    properties["publicNetworkAccess"] = "Enabled";
    properties["zoneRedundancy"] = name_space.zone_redundant ? "Enabled" : "Disabled";
    if (!name_space.replication_region.empty())
      properties["replicationRegion"] = name_space.replication_region;
  }
  return Json{{"id", id},
              {"name", name_space.name},
              {"type", "Microsoft.NotificationHubs/namespaces"},
              {"location", name_space.location},
              {"tags", name_space.tags},
              {"sku", {{"name", to_text(name_space.sku)}}},
              {"properties", std::move(properties)}};
}

std::optional<resources::Sku> parse_sku(std::string_view name) {
  for (const auto& [known, value] : kSkus)
    if (http::equal_ignoring_case(known, name)) return value;
  return std::nullopt;
}

std::optional<resources::Sku> read_sku(const Fields& body) {
  const auto name = body.object("sku").text("name");
  if (!name) return std::nullopt;
  const auto sku = parse_sku(*name);
  if (!sku)
    body.mistake("InvalidSku", "The SKU '" + *name + "' is none of Free, Basic and Standard.", "sku.name");
  return sku;
}

NamespaceSettings read_namespace_settings(const Fields& body) {
  NamespaceSettings settings{.tags = body.tags("tags"), .sku = read_sku(body)};
  const Fields properties = body.object("properties");
  settings.replication_region = properties.text("replicationRegion");
  if (const auto redundancy = properties.text("zoneRedundancy")) {
    settings.zone_redundant = http::equal_ignoring_case(*redundancy, "Enabled");
    if (!*settings.zone_redundant && !http::equal_ignoring_case(*redundancy, "Disabled"))
      body.mistake("BadRequest", "The zone redundancy '" + *redundancy + "' is neither Enabled nor Disabled.",
                   "properties.zoneRedundancy");
  }
  return settings;
}

void apply(const NamespaceSettings& settings, resources::Namespace& name_space, sim::Time now) {
  if (settings.tags) name_space.tags = *settings.tags;
  if (settings.sku) name_space.sku = *settings.sku;
  if (settings.replication_region) name_space.replication_region = *settings.replication_region;
  if (settings.zone_redundant) name_space.zone_redundant = *settings.zone_redundant;
  name_space.updated_at = now;
}

bool is_same_location(std::string_view left, std::string_view right) {
  const auto plain = [](std::string_view text) {
    std::string name = http::to_lower(text);
    std::erase(name, ' ');
    return name;
  };
  return plain(left) == plain(right);
}

std::optional<http::Response> refuse_unemulated_namespace(const Fields& body) {
  const Fields properties = body.object("properties");
  if (http::equal_ignoring_case(properties.text("publicNetworkAccess").value_or(""), "Disabled"))
    return not_emulated("A namespace without public network access");
  for (const std::string_view name : {"networkAcls", "pnsCredentials", "privateEndpointConnections"})
    if (!properties.is_empty(name))
      return not_emulated("The property '" + std::string(name) + "' of a namespace");
  return std::nullopt;
}

}  // namespace droppoint::fakes::resource_manager
