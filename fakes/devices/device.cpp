#include "fakes/devices/device.hpp"

#include <algorithm>
#include <array>

namespace droppoint::fakes::devices {
namespace {

constexpr std::array kAppStates{AppState::foreground, AppState::background, AppState::suspended,
                                AppState::force_stopped, AppState::uninstalled};

}  // namespace

std::string_view to_text(Platform platform) {
  return platform == Platform::ios ? "ios" : "android";
}

std::string_view to_text(AppState state) {
  switch (state) {
    case AppState::foreground:
      return "foreground";
    case AppState::background:
      return "background";
    case AppState::suspended:
      return "suspended";
    case AppState::force_stopped:
      return "force-stopped";
    case AppState::uninstalled:
      return "uninstalled";
  }
  return "";
}

std::string_view to_text(Screen screen) {
  switch (screen) {
    case Screen::none:
      return "none";
    case Screen::ringing:
      return "ringing";
    case Screen::missed_call:
      return "missed-call";
    case Screen::lock_screen:
      return "lock-screen";
  }
  return "";
}

std::optional<Platform> parse_platform(std::string_view text) {
  for (const Platform platform : {Platform::ios, Platform::android}) {
    if (to_text(platform) == text) return platform;
  }
  return std::nullopt;
}

std::optional<AppState> parse_app_state(std::string_view text) {
  for (const AppState state : kAppStates) {
    if (to_text(state) == text) return state;
  }
  return std::nullopt;
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

bool apply_short_state(Device& device, std::string_view state) {
  if (state == "offline") {
    device.online = false;
    return true;
  }
  const bool disabled = state == "notifications-disabled";
  const auto app_state = disabled ? std::optional(AppState::background) : parse_app_state(state);
  if (!app_state) return false;
  device.online = true;
  device.app_state = *app_state;
  device.notifications = !disabled;
  return true;
}

std::string_view short_state_of(const Device& device) {
  if (!device.online) return "offline";
  if (device.app_state == AppState::background && !device.notifications) return "notifications-disabled";
  return to_text(device.app_state);
}

Screen screen_of(const Device& device) {
  Screen newest = Screen::none;
  for (const Record& record : device.records) {
    if (record.screen == Screen::ringing) return Screen::ringing;
    if (record.screen != Screen::none) newest = record.screen;
  }
  return newest;
}

}  // namespace droppoint::fakes::devices
