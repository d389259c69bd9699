#include "fakes/devices/device.hpp"

#include <algorithm>

#include "fakes/devices/screen.hpp"

namespace droppoint::fakes::devices {

void forget_app(Device& device) {
  for (Record& record : device.records) record.screen = Screen::none;
  device.calls.clear();
  device.background_pushes.clear();
  device.unreported_calls = 0;
}

wire::Party push_service_of(Platform platform) {
  return platform == Platform::ios ? wire::Party::apns : wire::Party::fcm;
}

std::vector<std::string_view> token_kinds(Platform platform) {
  if (platform == Platform::ios) return {"voip", "alert"};
  return {"fcm"};
}

bool Device::has_token(std::string_view text) const {
  return std::any_of(tokens.begin(), tokens.end(), [text](const Token& token) { return token.text == text; });
}

std::string Device::token(std::string_view kind) const {
  for (const Token& candidate : tokens) {
    if (candidate.kind == kind) return candidate.text;
  }
  return {};
}

PhoneCall* Device::find_call(std::string_view id) {
  const auto found = std::find_if(calls.begin(), calls.end(),
                                  [id](const PhoneCall& call) { return call.sign.call_id == id; });
  return found == calls.end() ? nullptr : &*found;
}

bool apply_short_state(Device& device, std::string_view state) {
  if (state == "powered-off") {
    device.powered = false;
    return true;
  }
  if (state == "offline" || state == "aeroplane") {
    device.powered = true;
    device.network = *parse_network(state);
    return true;
  }
  const bool disabled = state == "notifications-disabled";
  const bool in_background = disabled || state == "reinstalled";
  const auto app_state = in_background ? std::optional(AppState::background) : parse_app_state(state);
  if (!app_state) return false;
  device.powered = true;
  device.network = Network::online;
  device.app_state = *app_state;
  device.notifications = !disabled;
  return true;
}

std::string_view short_state_of(const Device& device) {
  if (!device.powered) return "powered-off";
  if (device.network != Network::online) return to_text(device.network);
  if (device.app_state == AppState::background && !device.notifications) return "notifications-disabled";
  return to_text(device.app_state);
}

void settle_state(const Device& before, Device& device) {
  // Nothing is in front of a phone that was switched off, nor when it is on again.
  if (!device.powered && device.app_state == AppState::foreground) device.app_state = AppState::background;
  // The screen is on while an app is in front: Doze ends.
  if (device.app_state == AppState::foreground || !device.powered) device.dozes = false;
  if (!device.dozes) device.in_maintenance = false;
  if (before.installed() && !device.installed()) {
    forget_app(device);
    return;
  }
  const bool ended_by_user =
      before.app_state != device.app_state && device.app_state == AppState::force_stopped;
  if ((before.powered && !device.powered) || ended_by_user) end_all_calls(device);
}

Screen screen_of(const Device& device) {
  if (!device.powered) return Screen::none;
  Screen newest = Screen::none;
  for (const Record& record : device.records) {
    if (record.screen == Screen::ringing) return Screen::ringing;
    if (record.screen != Screen::none) newest = record.screen;
  }
  return newest;
}

}  // namespace droppoint::fakes::devices
