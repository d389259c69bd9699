#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/excerpt.hpp"
#include "fakes/notification_hubs/installations/installation_json.hpp"
#include "fakes/notification_hubs/tags/tag.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> invalid_installation(std::string message) {
  return fail("InvalidInstallation", std::move(message));
}

// Null for a member that is missing or null.
const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

Result<std::string> text_member(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr) return std::string();
  if (!value->is_string()) return invalid_installation(fmt::format("'{}' is no text.", name));
  return value->get<std::string>();
}

Result<Properties> read_push_variables(const Json& value) {
  if (!value.is_object()) return invalid_installation("'pushVariables' is no object.");
  Properties variables;
  for (const auto& [name, text] : value.items()) {
    if (!text.is_string()) return invalid_installation("A push variable is no text.");
    variables.insert_or_assign(name, text.get<std::string>());
  }
  return variables;
}

Result<std::map<std::string, InstallationTemplate>> read_templates(const Json& value) {
  if (!value.is_object()) return invalid_installation("'templates' is no object.");
  std::map<std::string, InstallationTemplate> templates;
  for (const auto& [name, source] : value.items()) {
    auto own = read_template(name, source);
    if (!own) return tl::unexpected(own.error());
    templates.insert_or_assign(name, std::move(*own));
  }
  return templates;
}

Result<std::optional<sim::Time>> read_expiry(const Json& object) {
  const auto text = text_member(object, "expirationTime");
  if (!text) return tl::unexpected(text.error());
  // The year that stands for "never".
  if (text->empty() || text->starts_with("9999-")) return std::nullopt;
  const auto time = sim::parse_iso8601(*text);
  if (!time) return invalid_installation("'expirationTime' is no time.");
  return *time;
}

// Members that are objects or lists.
Result<void> read_parts(const Json& json, Installation& installation) {
  if (const Json* value = member(json, "tags")) {
    auto tags = read_tags(*value);
    if (!tags) return tl::unexpected(tags.error());
    installation.tags = std::move(*tags);
  }
  if (const Json* value = member(json, "pushVariables")) {
    auto variables = read_push_variables(*value);
    if (!variables) return tl::unexpected(variables.error());
    installation.push_variables = std::move(*variables);
  }
  if (const Json* value = member(json, "templates")) {
    auto templates = read_templates(*value);
    if (!templates) return tl::unexpected(templates.error());
    installation.templates = std::move(*templates);
  }
  if (const Json* value = member(json, "secondaryTiles")) {
    if (!value->is_object()) return invalid_installation("'secondaryTiles' is no object.");
    for (const auto& [name, source] : value->items()) {
      auto tile = read_tile(source);
      if (!tile) return tl::unexpected(tile.error());
      installation.secondary_tiles.insert_or_assign(name, std::move(*tile));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> read_tags(const Json& value, std::string_view own_name) {
  if (!value.is_array()) return invalid_installation("'tags' is no array.");
  std::vector<std::string> tags;
  std::vector<std::string> given;
  for (const Json& item : value) {
    if (!item.is_string()) return invalid_installation("A tag is no text.");
    const auto& tag = item.get_ref<const std::string&>();
    if (std::find(tags.begin(), tags.end(), tag) != tags.end()) continue;
    tags.push_back(tag);
    if (tag != own_name) given.push_back(tag);
  }
  const auto checked = check_tags(given);
  if (!checked) return tl::unexpected(checked.error());
  return tags;
}

Result<HeaderList> read_headers(const Json& value) {
  if (!value.is_object()) return invalid_installation("'headers' is no object.");
  HeaderList headers;
  for (const auto& [name, text] : value.items()) {
    if (!text.is_string()) return invalid_installation("The value of a header is no text.");
    headers.emplace_back(name, text.get<std::string>());
  }
  return headers;
}

Result<InstallationTemplate> read_template(const std::string& name, const Json& value) {
  if (!value.is_object())
    return invalid_installation(fmt::format("The template '{}' is no object.", excerpt(name)));
  InstallationTemplate own;
  auto body = text_member(value, "body");
  if (!body) return tl::unexpected(body.error());
  if (body->empty())
    return invalid_installation(fmt::format("The template '{}' has no body.", excerpt(name)));
  own.body = std::move(*body);
  auto expiry = text_member(value, "expiry");
  if (!expiry) return tl::unexpected(expiry.error());
  own.expiry = std::move(*expiry);
  if (const Json* source = member(value, "headers")) {
    auto headers = read_headers(*source);
    if (!headers) return tl::unexpected(headers.error());
    own.headers = std::move(*headers);
  }
  if (const Json* source = member(value, "tags")) {
    auto tags = read_tags(*source, name);
    if (!tags) return tl::unexpected(tags.error());
    own.tags = std::move(*tags);
  }
  return own;
}

Result<SecondaryTile> read_tile(const Json& value) {
  if (!value.is_object()) return invalid_installation("A secondary tile is no object.");
  SecondaryTile tile;
  auto channel = text_member(value, "pushChannel");
  if (!channel) return tl::unexpected(channel.error());
  if (channel->empty()) return invalid_installation("A secondary tile has no 'pushChannel'.");
  tile.push_channel = std::move(*channel);
  if (const Json* source = member(value, "tags")) {
    auto tags = read_tags(*source);
    if (!tags) return tl::unexpected(tags.error());
    tile.tags = std::move(*tags);
  }
  if (const Json* source = member(value, "templates")) {
    auto templates = read_templates(*source);
    if (!templates) return tl::unexpected(templates.error());
    tile.templates = std::move(*templates);
  }
  return tile;
}

// A browser's channel is an object; a Baidu one is written "user-channel"; all others are the handle itself.
Result<std::vector<std::string>> read_push_channel(const PlatformKind& kind, const Json& value) {
  if (kind.name == "Browser") {
    std::vector<std::string> parts;
    for (const char* name : {"endpoint", "p256dh", "auth"}) {
      const auto part = value.is_object() ? text_member(value, name) : std::string();
      if (!part) return tl::unexpected(part.error());
      if (part->empty())
        return invalid_installation(fmt::format("'pushChannel' of a browser has no '{}'.", name));
      parts.push_back(*part);
    }
    return parts;
  }
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    return invalid_installation("'pushChannel' is missing or no text.");
  const std::string channel = value.get<std::string>();
  const std::size_t dash = channel.find('-');
  if (kind.name != "Baidu" || dash == std::string::npos) return std::vector<std::string>{channel};
  return std::vector<std::string>{channel.substr(0, dash), channel.substr(dash + 1)};
}

Result<Installation> read_installation(std::string_view id, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return invalid_installation("The body is no JSON object.");
  Installation installation{.id = std::string(id)};
  const auto repeated = text_member(json, "installationId");
  if (!repeated) return tl::unexpected(repeated.error());
  if (!repeated->empty() && *repeated != id)
    return invalid_installation("'installationId' is another than that of the address.");

  const auto platform = text_member(json, "platform");
  if (!platform) return tl::unexpected(platform.error());
  installation.kind = find_kind_of_installation(*platform);
  if (installation.kind == nullptr)
    return invalid_installation(fmt::format("There is no platform '{}'.", excerpt(*platform)));
  const Json* channel = member(json, "pushChannel");
  auto parts = read_push_channel(*installation.kind, channel == nullptr ? Json() : *channel);
  if (!parts) return tl::unexpected(parts.error());
  installation.push_channel = std::move(*parts);

  auto user = text_member(json, "userId");
  if (!user) return tl::unexpected(user.error());
  installation.user_id = std::move(*user);
  const auto expiry = read_expiry(json);
  if (!expiry) return tl::unexpected(expiry.error());
  installation.expires_at = *expiry;
  const auto read = read_parts(json, installation);
  if (!read) return tl::unexpected(read.error());
  return installation;
}

}  // namespace droppoint::fakes::notification_hubs
