#include <string>
#include <utility>

#include "fakes/config/object_reader.hpp"
#include "fakes/devices/device_body.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;
using config::ObjectReader;

constexpr std::int64_t kBackgroundPushesMost = 1000;

// YAML reads an unquoted `on` as true.
std::optional<bool> read_switch(ObjectReader& reader, std::string_view key) {
  const Json* value = reader.any(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  const auto word = reader.choice(key, {"on", "off"});
  if (!word) return std::nullopt;
  return *word == "on";
}

void read_tokens(ObjectReader& reader, Platform platform, DeviceBody& body) {
  body.rotate_tokens = reader.flag("rotate_tokens").value_or(false);
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
  if (body.rotate_tokens) reader.wrong("rotate_tokens", "draws all tokens anew, and `tokens` gives some");
}

void read_ios_settings(ObjectReader& reader, DeviceBody& body) {
  body.background_refresh = read_switch(reader, "background_refresh");
  if (const auto count = reader.integer("background_pushes_per_hour", 0, kBackgroundPushesMost)) {
    body.background_pushes_per_hour = static_cast<int>(*count);
  }
  body.reports_calls = reader.flag("reports_calls");
}

void read_android_settings(ObjectReader& reader, DeviceBody& body) {
  body.dozes = read_switch(reader, "doze");
  if (const auto bucket =
          reader.choice("standby_bucket", {"active", "working-set", "frequent", "rare", "restricted"})) {
    body.standby_bucket = parse_standby_bucket(*bucket);
  }
}

// Asked for all the same, so that the reader does not call them unknown.
void refuse(ObjectReader& reader, std::initializer_list<std::string_view> keys, std::string_view platform) {
  for (const std::string_view key : keys) {
    if (reader.has(key)) reader.wrong(key, "is for " + std::string(platform) + " devices only");
  }
}

}  // namespace

void read_settings(ObjectReader& reader, Platform platform, DeviceBody& body) {
  body.user = reader.text("user");
  body.resource = reader.text("resource");
  read_tokens(reader, platform, body);
  body.wants_registration = reader.flag("register");
  body.ttl = reader.duration("ttl");
  if (body.ttl && *body.ttl < std::chrono::seconds(1)) reader.wrong("ttl", "must be a second or more");
  body.state =
      reader.choice("state", {"foreground", "background", "suspended", "offline", "aeroplane", "powered-off",
                              "uninstalled", "reinstalled", "force-stopped", "notifications-disabled"});
  body.powered = read_switch(reader, "power");
  if (const auto network = reader.choice("network", {"online", "offline", "aeroplane"})) {
    body.network = parse_network(*network);
  }
  if (const auto state = reader.choice(
          "app_state", {"foreground", "background", "suspended", "force-stopped", "uninstalled"})) {
    body.app_state = parse_app_state(*state);
  }
  body.notifications = read_switch(reader, "notifications");
  if (const auto token = reader.choice("access_token", {"valid", "expired"})) {
    body.token_expired = *token == "expired";
  }
  body.focus = read_switch(reader, "focus");
  body.low_power = read_switch(reader, "low_power");
  if (platform == Platform::ios) {
    read_ios_settings(reader, body);
    refuse(reader, {"doze", "standby_bucket"}, "Android");
  } else {
    read_android_settings(reader, body);
    refuse(reader, {"background_refresh", "background_pushes_per_hour", "reports_calls"}, "iOS");
  }
}

Result<void> apply_state(const DeviceBody& body, Device& device) {
  if (body.state) apply_short_state(device, *body.state);
  device.powered = body.powered.value_or(device.powered);
  device.network = body.network.value_or(device.network);
  device.app_state = body.app_state.value_or(device.app_state);
  device.notifications = body.notifications.value_or(device.notifications);
  device.token_expired = body.token_expired.value_or(device.token_expired);
  device.focus = body.focus.value_or(device.focus);
  device.low_power = body.low_power.value_or(device.low_power);
  device.background_refresh = body.background_refresh.value_or(device.background_refresh);
  device.background_pushes_per_hour =
      body.background_pushes_per_hour.value_or(device.background_pushes_per_hour);
  device.reports_calls = body.reports_calls.value_or(device.reports_calls);
  device.dozes = body.dozes.value_or(device.dozes);
  device.standby_bucket = body.standby_bucket.value_or(device.standby_bucket);
  if (!device.powered && body.app_state == AppState::foreground) {
    return fail("InvalidRequest", "/app_state: no app is in front of a device that is switched off",
                R"(Switch it on: "power":"on".)");
  }
  if (body.dozes.value_or(false) && (device.app_state == AppState::foreground || !device.powered)) {
    return fail("InvalidRequest",
                "/doze: a phone whose app is in front, or that is switched off, is not in Doze",
                "Send the app to the background first.");
  }
  return {};
}

}  // namespace droppoint::fakes::devices
