#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/party.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::fakes::devices {

enum class Platform : std::uint8_t { ios, android };
enum class AppState : std::uint8_t { foreground, background, suspended, force_stopped, uninstalled };
// What the user sees of a notification.
enum class Screen : std::uint8_t { none, ringing, missed_call, lock_screen };

std::string_view to_text(Platform platform);
std::string_view to_text(AppState state);
std::string_view to_text(Screen screen);
std::optional<Platform> parse_platform(std::string_view text);
std::optional<AppState> parse_app_state(std::string_view text);

// The push service that this platform is connected to.
wire::Party push_service_of(Platform platform);

// One address of the app: `kind` is "voip" or "alert" on iOS, "fcm" on Android.
struct Token {
  std::string_view kind;
  std::string text;
  friend bool operator==(const Token&, const Token&) = default;
};
// The kinds that a platform has, in the order in which they are shown.
std::vector<std::string_view> token_kinds(Platform platform);

// What a notification says about a call.
struct CallSign {
  enum class Kind : std::uint8_t { none, incoming, stop_ringing };
  Kind kind = Kind::none;
  std::string call_id;
};

// One notification that the device took.
struct Record {
  wire::TraceId trace;
  std::string kind;
  // "apns", "fcm" or "realtime".
  std::string by;
  sim::Time received_at{};
  http::Body payload;
  http::Headers headers;
  CallSign call = {};
  Screen screen = Screen::none;
};

// How many records a device keeps; the oldest go first.
inline constexpr std::size_t kRecordsMax = 1000;

struct Device {
  std::string name;
  Platform platform = Platform::ios;
  std::string app;
  // A name or an "8:acs:…" id; empty: nobody is signed in.
  std::string user;
  // Of a registration; empty: whichever is the only one.
  std::string resource;
  // "production" or "sandbox"; iOS only.
  std::string environment = "production";
  // Android only.
  std::string fcm_project;
  // In the order of token_kinds().
  std::vector<Token> tokens;

  // Whether the app registers for push when it has a user, and for how long.
  bool wants_registration = false;
  sim::Duration ttl = std::chrono::hours(24);
  bool registered = false;
  // The user's identity, as Communication Services told it.
  std::string user_id;

  bool online = true;
  AppState app_state = AppState::background;
  bool notifications = true;

  std::deque<Record> records;

  bool installed() const { return app_state != AppState::uninstalled; }
  // The SDK keeps its channel open while the app is in front.
  bool wants_channel() const { return online && app_state == AppState::foreground && !user.empty(); }
  bool has_token(std::string_view text) const;
  std::string token(std::string_view kind) const;
};

// The short forms of contract and control API: one word for network, app and notifications together.
// "foreground", "background", "suspended", "force-stopped" and "uninstalled" put the device online with
// notifications on; "offline" leaves the app as it is; "notifications-disabled" is a background app.
bool apply_short_state(Device& device, std::string_view state);
std::string_view short_state_of(const Device& device);

// What the user sees now: a ringing call before anything else, then the newest that shows.
Screen screen_of(const Device& device);

}  // namespace droppoint::fakes::devices
