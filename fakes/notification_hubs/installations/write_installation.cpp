#include <algorithm>

#include <nlohmann/json.hpp>

#include "fakes/notification_hubs/installations/installation_json.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Json = nlohmann::ordered_json;

Json templates_json(const std::map<std::string, InstallationTemplate>& templates) {
  Json json = Json::object();
  for (const auto& [name, source] : templates) {
    Json one{{"body", source.body}};
    for (const auto& [header, value] : source.headers) one["headers"][header] = value;
    if (!source.expiry.empty()) one["expiry"] = source.expiry;
    // The hub adds the template's own name.
    std::vector<std::string> tags = source.tags;
    if (std::find(tags.begin(), tags.end(), name) == tags.end()) tags.push_back(name);
    one["tags"] = tags;
    json[name] = std::move(one);
  }
  return json;
}

Json tile_json(const SecondaryTile& tile) {
  Json json{{"pushChannel", tile.push_channel}, {"pushChannelExpired", tile.push_channel_expired}};
  if (!tile.tags.empty()) json["tags"] = tile.tags;
  if (!tile.templates.empty()) json["templates"] = templates_json(tile.templates);
  return json;
}

Json push_channel_json(const Installation& installation) {
  const std::vector<std::string>& parts = installation.push_channel;
  if (installation.kind->name == "Browser")
    return Json{{"endpoint", parts.at(0)}, {"p256dh", parts.at(1)}, {"auth", parts.at(2)}};
  return parts.size() > 1 ? parts[0] + '-' + parts[1] : parts.at(0);
}

}  // namespace

std::string write_installation(const Installation& installation) {
  Json json{{"installationId", installation.id}};
  if (!installation.user_id.empty()) json["userId"] = installation.user_id;
  json["pushChannel"] = push_channel_json(installation);
  json["pushChannelExpired"] = installation.push_channel_expired;
  json["platform"] = installation.kind->installation_name;
  json["expirationTime"] = installation.expires_at ? sim::to_iso8601(*installation.expires_at)
                                                   : std::string("9999-12-31T23:59:59.9999999Z");
  if (!installation.tags.empty()) json["tags"] = installation.tags;
  for (const auto& [name, value] : installation.push_variables) json["pushVariables"][name] = value;
  if (!installation.templates.empty()) json["templates"] = templates_json(installation.templates);
  for (const auto& [name, tile] : installation.secondary_tiles)
    json["secondaryTiles"][name] = tile_json(tile);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace droppoint::fakes::notification_hubs
