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

Json namespace_json(const resources::Namespace& name_space) {
  return Json{{"id", resources::resource_id_of(name_space)},
              {"name", name_space.name},
              {"type", "Microsoft.NotificationHubs/namespaces"},
              {"location", name_space.location},
              {"tags", name_space.tags},
              {"sku", {{"name", to_text(name_space.sku)}}},
              {"properties",
               {{"name", name_space.name},
                {"namespaceType", "NotificationHub"},
                {"provisioningState", "Succeeded"},
                {"status", "Created"},
                {"serviceBusEndpoint", "https://" + name_space.name + ".servicebus.windows.net:443/"},
                {"subscriptionId", name_space.subscription},
                {"region", name_space.location},
                {"enabled", true},
                {"critical", false}}}};
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

std::optional<http::Response> refuse_unemulated_namespace(const Fields& body) {
  const Fields properties = body.object("properties");
  for (const std::string_view name : {"networkAcls", "pnsCredentials", "privateEndpointConnections"})
    if (!properties.is_empty(name))
      return not_emulated("The property '" + std::string(name) + "' of a namespace");
  return std::nullopt;
}

}  // namespace droppoint::fakes::resource_manager
