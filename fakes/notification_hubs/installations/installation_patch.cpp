#include "fakes/notification_hubs/installations/installation_patch.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "fakes/notification_hubs/installations/installation_json.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Json = nlohmann::ordered_json;
using Templates = std::map<std::string, InstallationTemplate>;

enum class Verb : std::uint8_t { add, remove, replace };

struct PatchOperation {
  Verb verb = Verb::add;
  std::string path;
  // The segments of the path, unescaped.
  std::vector<std::string> segments;
  Json value;
};

tl::unexpected<Error> invalid_patch(std::string message) {
  return fail("InvalidPatch", std::move(message));
}

tl::unexpected<Error> wrong_path(const PatchOperation& operation) {
  return invalid_patch(fmt::format("The patch path '{}' is not supported.", excerpt(operation.path)));
}

tl::unexpected<Error> not_there(const PatchOperation& operation) {
  return invalid_patch(fmt::format("There is nothing at the patch path '{}'.", excerpt(operation.path)));
}

// "~1" is a slash and "~0" a tilde (RFC 6901).
std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '/') {
      segments.emplace_back();
    } else if (segments.empty()) {
      return {};
    } else if (path[at] == '~' && at + 1 < path.size() && (path[at + 1] == '0' || path[at + 1] == '1')) {
      segments.back() += path[++at] == '1' ? '/' : '~';
    } else {
      segments.back() += path[at];
    }
  }
  return segments;
}

Result<PatchOperation> read_operation(const Json& json) {
  const auto text = [&json](const char* name) {
    const bool there = json.is_object() && json.contains(name) && json[name].is_string();
    return there ? json[name].get<std::string>() : std::string();
  };
  PatchOperation operation;
  const std::string verb = text("op");
  if (http::equal_ignoring_case(verb, "remove")) {
    operation.verb = Verb::remove;
  } else if (http::equal_ignoring_case(verb, "replace")) {
    operation.verb = Verb::replace;
  } else if (!http::equal_ignoring_case(verb, "add")) {
    return invalid_patch(fmt::format("There is no patch operation '{}'.", excerpt(verb)));
  }
  operation.path = text("path");
  operation.segments = segments_of(operation.path);
  const bool empty = std::any_of(operation.segments.begin(), operation.segments.end(),
                                 [](const std::string& segment) { return segment.empty(); });
  if (operation.segments.empty() || empty) return wrong_path(operation);
  if (operation.verb != Verb::remove) {
    if (!json.contains("value")) return invalid_patch("A patch operation has no 'value'.");
    operation.value = json["value"];
  }
  return operation;
}

// A value that may be JSON within a text.
Json unwrapped(const Json& value) {
  return value.is_string() ? Json::parse(value.get_ref<const std::string&>(), nullptr, false) : value;
}

bool is(const PatchOperation& operation, std::size_t index, std::string_view name) {
  return http::equal_ignoring_case(operation.segments[index], name);
}

Result<void> patch_text(const PatchOperation& operation, std::string& target) {
  if (operation.verb == Verb::remove) {
    if (target.empty()) return not_there(operation);
    target.clear();
    return {};
  }
  if (!operation.value.is_string()) return invalid_patch("The value of a patch operation is no text.");
  target = operation.value.get<std::string>();
  return {};
}

// `at` is the index of the segment behind "tags".
Result<void> patch_tags(const PatchOperation& operation, std::size_t at, std::vector<std::string>& tags,
                        std::string_view own_name = {}) {
  if (operation.segments.size() > at + 1) return wrong_path(operation);
  if (operation.segments.size() == at + 1) {
    if (operation.verb == Verb::add) return wrong_path(operation);
    const auto found = std::find(tags.begin(), tags.end(), operation.segments[at]);
    if (found == tags.end()) return not_there(operation);
    if (operation.verb == Verb::remove) {
      tags.erase(found);
      return {};
    }
    Json list(tags);
    list[static_cast<std::size_t>(found - tags.begin())] = operation.value;
    auto read = read_tags(list, own_name);
    if (!read) return tl::unexpected(read.error());
    tags = std::move(*read);
    return {};
  }
  if (operation.verb == Verb::remove) {
    tags.clear();
    return {};
  }
  Json list = operation.verb == Verb::replace ? Json::array() : Json(tags);
  if (operation.value.is_array()) {
    for (const Json& tag : operation.value) list.push_back(tag);
  } else {
    list.push_back(operation.value);
  }
  auto read = read_tags(list, own_name);
  if (!read) return tl::unexpected(read.error());
  tags = std::move(*read);
  return {};
}

Result<void> patch_headers(const PatchOperation& operation, InstallationTemplate& own) {
  if (operation.verb == Verb::remove) {
    own.headers.clear();
    return {};
  }
  auto headers = read_headers(unwrapped(operation.value));
  if (!headers) return tl::unexpected(headers.error());
  own.headers = std::move(*headers);
  return {};
}

Result<void> patch_body(const PatchOperation& operation, InstallationTemplate& own) {
  if (operation.verb == Verb::remove) return invalid_patch("A template needs its body.");
  if (operation.value.is_object()) {
    own.body = operation.value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return {};
  }
  const auto patched = patch_text(operation, own.body);
  if (patched && own.body.empty()) return invalid_patch("A template needs its body.");
  return patched;
}

// `at` is the index of the template's name.
Result<void> patch_template(const PatchOperation& operation, std::size_t at, Templates& templates) {
  if (operation.segments.size() == at) return wrong_path(operation);
  const std::string& name = operation.segments[at];
  const auto found = templates.find(name);
  if (operation.segments.size() == at + 1) {
    if (operation.verb == Verb::remove) {
      return templates.erase(name) == 0 ? Result<void>(not_there(operation)) : Result<void>();
    }
    auto own = read_template(name, unwrapped(operation.value));
    if (!own) return tl::unexpected(own.error());
    templates.insert_or_assign(name, std::move(*own));
    return {};
  }
  if (found == templates.end()) return not_there(operation);
  InstallationTemplate& own = found->second;
  if (is(operation, at + 1, "tags")) return patch_tags(operation, at + 2, own.tags, name);
  if (operation.segments.size() > at + 2) return wrong_path(operation);
  if (is(operation, at + 1, "body")) return patch_body(operation, own);
  if (is(operation, at + 1, "headers")) return patch_headers(operation, own);
  if (is(operation, at + 1, "expiry")) return patch_text(operation, own.expiry);
  return wrong_path(operation);
}

Result<void> patch_tile(const PatchOperation& operation, std::map<std::string, SecondaryTile>& tiles) {
  if (operation.segments.size() < 2) return wrong_path(operation);
  const std::string& name = operation.segments[1];
  const auto found = tiles.find(name);
  if (operation.segments.size() == 2) {
    if (operation.verb == Verb::remove)
      return tiles.erase(name) == 0 ? Result<void>(not_there(operation)) : Result<void>();
    auto tile = read_tile(unwrapped(operation.value));
    if (!tile) return tl::unexpected(tile.error());
    tiles.insert_or_assign(name, std::move(*tile));
    return {};
  }
  if (found == tiles.end()) return not_there(operation);
  SecondaryTile& tile = found->second;
  if (is(operation, 2, "tags")) return patch_tags(operation, 3, tile.tags);
  if (is(operation, 2, "templates")) return patch_template(operation, 3, tile.templates);
  if (!is(operation, 2, "pushChannel") || operation.segments.size() > 3) return wrong_path(operation);
  const auto patched = patch_text(operation, tile.push_channel);
  if (patched && tile.push_channel.empty()) return invalid_patch("A secondary tile needs its 'pushChannel'.");
  tile.push_channel_expired = false;
  return patched;
}

Result<void> patch_push_channel(const PatchOperation& operation, Installation& installation) {
  if (operation.verb == Verb::remove) return invalid_patch("An installation needs its 'pushChannel'.");
  auto parts = read_push_channel(*installation.kind, operation.value);
  if (!parts) return tl::unexpected(parts.error());
  installation.push_channel = std::move(*parts);
  installation.push_channel_expired = false;
  return {};
}

Result<void> patch_expiry(const PatchOperation& operation, Installation& installation) {
  installation.expires_at.reset();
  if (operation.verb == Verb::remove) return {};
  const auto time =
      operation.value.is_string() ? sim::parse_iso8601(operation.value.get<std::string>()) : sim::Time();
  if (!time || !operation.value.is_string()) return invalid_patch("'expirationTime' is no time.");
  installation.expires_at = *time;
  return {};
}

Result<void> patch_variable(const PatchOperation& operation, Properties& variables) {
  if (operation.segments.size() != 2) return wrong_path(operation);
  if (operation.verb == Verb::remove)
    return variables.erase(operation.segments[1]) == 0 ? Result<void>(not_there(operation)) : Result<void>();
  return patch_text(operation, variables[operation.segments[1]]);
}

Result<void> apply(const PatchOperation& operation, Installation& installation) {
  if (is(operation, 0, "tags")) return patch_tags(operation, 1, installation.tags);
  if (is(operation, 0, "templates")) return patch_template(operation, 1, installation.templates);
  if (is(operation, 0, "secondaryTiles")) return patch_tile(operation, installation.secondary_tiles);
  if (is(operation, 0, "pushVariables")) return patch_variable(operation, installation.push_variables);
  if (operation.segments.size() > 1) return wrong_path(operation);
  if (is(operation, 0, "pushChannel")) return patch_push_channel(operation, installation);
  if (is(operation, 0, "userId")) return patch_text(operation, installation.user_id);
  if (is(operation, 0, "expirationTime")) return patch_expiry(operation, installation);
  return wrong_path(operation);
}

}  // namespace

Result<void> apply_patch(Installation& installation, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) return invalid_patch("The body is no JSON array of patch operations.");
  for (const Json& item : json) {
    const auto operation = read_operation(item);
    if (!operation) return tl::unexpected(operation.error());
    const auto applied = apply(*operation, installation);
    if (!applied) return applied;
  }
  return {};
}

}  // namespace droppoint::fakes::notification_hubs
