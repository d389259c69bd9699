#include "fakes/devices/device_body.hpp"

#include <utility>

#include "fakes/config/object_reader.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;
using config::Mistake;
using config::ObjectReader;

constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kAppBytesMax = 155;
constexpr std::string_view kNameCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

bool is_plain(std::string_view text, std::size_t bytes_max) {
  return !text.empty() && text.size() <= bytes_max &&
         text.find_first_not_of(kNameCharacters) == std::string_view::npos;
}

tl::unexpected<Error> first_of(const std::vector<Mistake>& mistakes) {
  const Mistake& first = mistakes.front();
  const std::string place = first.pointer.empty() ? "" : first.pointer + ": ";
  return fail("InvalidRequest", place + first.message, first.hint);
}

Result<Json> parse_object(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail("InvalidRequest", "the body is not JSON");
  if (!json.is_object()) return fail("InvalidRequest", "the body is no JSON object");
  return json;
}

void read_tokens(ObjectReader& reader, Platform platform, DeviceBody& body) {
  const Json* tokens = reader.object("tokens");
  if (tokens == nullptr) return;
  ObjectReader members(
      *tokens, reader.pointer_of("tokens"),
      "the tokens of " + std::string(platform == Platform::ios ? "an iOS" : "an Android") + " device",
      reader.mistakes());
  for (const std::string_view kind : token_kinds(platform)) {
    auto text = members.text(kind);
    if (!text) continue;
    if (text->empty()) members.wrong(kind, "a token must not be empty");
    body.tokens.push_back({kind, std::move(*text)});
  }
  members.finish();
}

// What both bodies have.
void read_settings(ObjectReader& reader, Platform platform, DeviceBody& body) {
  body.user = reader.text("user");
  body.resource = reader.text("resource");
  read_tokens(reader, platform, body);
  body.wants_registration = reader.flag("register");
  body.ttl = reader.duration("ttl");
  if (body.ttl && *body.ttl < std::chrono::seconds(1)) reader.wrong("ttl", "must be a second or more");
  body.state = reader.choice("state", {"foreground", "background", "suspended", "offline", "uninstalled",
                                       "force-stopped", "notifications-disabled"});
  if (const auto network = reader.choice("network", {"online", "offline"}))
    body.online = *network == "online";
  if (const auto state = reader.choice(
          "app_state", {"foreground", "background", "suspended", "force-stopped", "uninstalled"})) {
    body.app_state = parse_app_state(*state);
  }
  // YAML reads an unquoted `on` as true.
  const Json* notifications = reader.any("notifications");
  if (notifications != nullptr && notifications->is_boolean()) {
    body.notifications = notifications->get<bool>();
  } else if (const auto on = reader.choice("notifications", {"on", "off"})) {
    body.notifications = *on == "on";
  }
}

void read_make(ObjectReader& reader, DeviceBody& body) {
  reader.required_text("platform");
  if (const auto platform = reader.choice("platform", {"ios", "android"})) {
    body.platform = parse_platform(*platform);
  }
  body.app = reader.required_text("app");
  if (!body.app->empty() && !is_plain(*body.app, kAppBytesMax)) {
    reader.wrong("app", "is no bundle id or package name: letters, digits, `.`, `-` and `_` are allowed");
  }
  body.environment = reader.choice("environment", {"production", "sandbox"});
  body.fcm_project = reader.text("fcm_project");
  if (body.platform == Platform::android && body.environment) {
    reader.wrong("environment", "is for iOS devices only");
  }
  if (body.platform == Platform::ios && body.fcm_project) {
    reader.wrong("fcm_project", "is for Android devices only");
  }
}

}  // namespace

Result<DeviceBody> read_put_body(std::string_view text) {
  const Result<Json> json = parse_object(text);
  if (!json) return tl::unexpected<Error>(json.error());
  std::vector<Mistake> mistakes;
  ObjectReader reader(*json, "", "a device", mistakes);
  DeviceBody body;
  read_make(reader, body);
  // Without a platform nothing can be said about its tokens.
  if (!body.platform && !mistakes.empty()) return first_of(mistakes);
  read_settings(reader, *body.platform, body);
  if (body.wants_registration.value_or(false) && body.user.value_or("").empty()) {
    reader.wrong("register", "a device without `user` cannot register");
  }
  reader.finish();
  if (!mistakes.empty()) return first_of(mistakes);
  return body;
}

Result<DeviceBody> read_patch_body(std::string_view text, Platform platform) {
  const Result<Json> json = parse_object(text);
  if (!json) return tl::unexpected<Error>(json.error());
  std::vector<Mistake> mistakes;
  ObjectReader reader(*json, "", "a change to a device", mistakes);
  for (const char* fixed : {"platform", "app", "environment", "fcm_project"}) {
    if (reader.has(fixed)) reader.wrong(fixed, "cannot change", "PUT replaces the device.");
  }
  DeviceBody body;
  read_settings(reader, platform, body);
  reader.finish();
  if (!mistakes.empty()) return first_of(mistakes);
  return body;
}

void apply_state(const DeviceBody& body, Device& device) {
  if (body.state) apply_short_state(device, *body.state);
  if (body.online) device.online = *body.online;
  if (body.app_state) device.app_state = *body.app_state;
  if (body.notifications) device.notifications = *body.notifications;
}

bool is_device_name(std::string_view text) {
  return is_plain(text, kNameBytesMax);
}

}  // namespace droppoint::fakes::devices
