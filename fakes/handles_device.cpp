#include "fakes/control_call.hpp"

#include <nlohmann/json.hpp>

// The phones of the C++ API.

namespace droppoint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view text_of_state(DeviceState state) {
  switch (state) {
    case DeviceState::foreground:
      return "foreground";
    case DeviceState::background:
      return "background";
    case DeviceState::suspended:
      return "suspended";
    case DeviceState::aeroplane:
      return "aeroplane";
    case DeviceState::powered_off:
      return "powered-off";
    case DeviceState::reinstalled:
      return "reinstalled";
    case DeviceState::offline:
      return "offline";
    case DeviceState::uninstalled:
      return "uninstalled";
    case DeviceState::force_stopped:
      return "force-stopped";
    case DeviceState::notifications_disabled:
      return "notifications-disabled";
  }
  return "";
}

template <class Value>
void put_if(Json& body, const char* name, const std::optional<Value>& value) {
  if (value) body[name] = *value;
}

}  // namespace

void Device::set_state(DeviceState state) {
  ask_control(cloud_, "PATCH", "devices/" + name_, Json{{"state", text_of_state(state)}});
}

void Device::change(const DeviceChange& change) {
  Json body = Json::object();
  if (change.state) body["state"] = text_of_state(*change.state);
  put_if(body, "user", change.user);
  put_if(body, "register", change.registered);
  put_if(body, "network", change.network);
  put_if(body, "app_state", change.app_state);
  put_if(body, "power", change.power);
  put_if(body, "notifications", change.notifications);
  put_if(body, "focus", change.focus);
  put_if(body, "low_power", change.low_power);
  put_if(body, "background_refresh", change.background_refresh);
  put_if(body, "background_pushes_per_hour", change.background_pushes_per_hour);
  put_if(body, "reports_calls", change.reports_calls);
  put_if(body, "doze", change.doze);
  put_if(body, "standby_bucket", change.standby_bucket);
  if (change.rotate_tokens) body["rotate_tokens"] = true;
  ask_control(cloud_, "PATCH", "devices/" + name_, body);
}

std::vector<PhoneCall> Device::calls() const {
  std::vector<PhoneCall> result;
  const Json device = ask_control(cloud_, "GET", "devices/" + name_);
  for (const Json& call : device["calls"]) {
    result.push_back({control_text(call, "call"), control_text(call, "state"), control_text(call, "caller"),
                      control_text(call, "display_name"), call["video"].get<bool>(),
                      control_text(call, "since")});
  }
  return result;
}

std::string Device::token(std::string_view kind) const {
  const Json device = ask_control(cloud_, "GET", "devices/" + name_);
  const auto tokens = device.find("tokens");
  return tokens == device.end() ? std::string() : control_text(*tokens, std::string(kind).c_str());
}

std::string Device::screen() const {
  return control_text(ask_control(cloud_, "GET", "devices/" + name_), "screen");
}

std::vector<Received> Device::notifications() const {
  std::vector<Received> result;
  for (const Json& entry : ask_control(cloud_, "GET", "devices/" + name_ + "/notifications")) {
    result.push_back({control_text(entry, "trace"), control_text(entry, "kind"), control_text(entry, "by"),
                      control_text(entry, "screen"), entry["payload"].dump(),
                      control_text(entry, "received_at"),
                      entry.contains("chat") ? control_text(entry["chat"], "text") : std::string()});
  }
  return result;
}

Device Devices::add(const DeviceOptions& options) {
  Json body;
  if (options.restored_from.empty()) {
    body["platform"] = options.platform == Platform::ios ? "ios" : "android";
    body["app"] = options.app;
    body["register"] = options.registered && !options.user.empty();
  } else {
    // Platform, app and user come with the data.
    body["restored_from"] = options.restored_from;
    if (!options.registered) body["register"] = false;
  }
  if (!options.user.empty()) body["user"] = options.user;
  if (!options.environment.empty()) body["environment"] = options.environment;
  if (options.registration_ttl) body["ttl"] = sim::to_text(*options.registration_ttl);
  body["state"] = text_of_state(options.state);
  ask_control(cloud_, "PUT", "devices/" + options.name, body);
  return Device(cloud_, options.name);
}

Device Devices::find(std::string_view name) const {
  ask_control(cloud_, "GET", "devices/" + std::string(name));
  return Device(cloud_, std::string(name));
}

void Devices::remove(std::string_view name) {
  ask_control(cloud_, "DELETE", "devices/" + std::string(name));
}

}  // namespace droppoint
