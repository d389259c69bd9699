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
#include "fakes/devices/chat_text.hpp"
#include "fakes/devices/words.hpp"

namespace droppoint::fakes::devices {

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
  // Who calls: an id, and the name to show.
  std::string caller = {};
  std::string display_name = {};
  bool video = false;
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
  // What the app reads in it, if it is a message of chat.
  std::optional<ChatText> chat = {};
  Screen screen = Screen::none;
};

// A call that is going on at this phone.
struct PhoneCall {
  CallSign sign;
  wire::TraceId trace;
  bool answered = false;
  // Since when it rings or was answered.
  sim::Time since{};
};

// How many records a device keeps; the oldest go first.
inline constexpr std::size_t kRecordsMax = 1000;
// How long a phone rings by itself when nobody tells it to stop.
inline constexpr sim::Duration kRingsFor = std::chrono::seconds(30);
// Apple: no more than two or three background pushes in an hour.
inline constexpr int kBackgroundPushesPerHour = 3;
// After so many VoIP pushes without a call iOS delivers no more of them. Apple says "repeatedly".
inline constexpr int kUnreportedCallsMax = 3;

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

  bool powered = true;
  Network network = Network::online;
  AppState app_state = AppState::background;
  bool notifications = true;
  // The app's user token; with an expired one it has no channel, while its registration for pushes holds.
  bool token_expired = false;
  // iOS: a Focus; Android: Do Not Disturb.
  bool focus = false;
  bool low_power = false;

  // iOS only, as are the next four.
  bool background_refresh = true;
  int background_pushes_per_hour = kBackgroundPushesPerHour;
  std::deque<sim::Time> background_pushes;
  // Whether the app reports each VoIP push to CallKit, and how often it did not.
  bool reports_calls = true;
  int unreported_calls = 0;

  // Android only, as are the next two. In Doze, and in one of its maintenance windows.
  bool dozes = false;
  bool in_maintenance = false;
  StandbyBucket standby_bucket = StandbyBucket::active;

  std::deque<Record> records;
  std::vector<PhoneCall> calls;

  bool reachable() const { return powered && network == Network::online; }
  bool installed() const { return app_state != AppState::uninstalled; }
  // The SDK keeps its channel open while the app is in front.
  bool wants_channel() const {
    return reachable() && app_state == AppState::foreground && !user.empty() && !token_expired;
  }
  bool has_token(std::string_view text) const;
  std::string token(std::string_view kind) const;
  // Null if that call does not ring and was not answered here.
  PhoneCall* find_call(std::string_view id);
};

// The short forms of contract and control API: one word for power, network, app and notifications together.
// "foreground", "background", "suspended", "force-stopped" and "uninstalled" put the device online with
// notifications on; "offline", "aeroplane" and "powered-off" leave the app as it is;
// "notifications-disabled" is a background app. "reinstalled" is a background app that is new on the device.
bool apply_short_state(Device& device, std::string_view state);
std::string_view short_state_of(const Device& device);

// What power, network and the app's end do to what is on the device: `device` was `before` a moment ago.
void settle_state(const Device& before, Device& device);

// What the app had on the device goes with it: what it showed, its calls, what the system held against it.
void forget_app(Device& device);

// What the user sees now: a ringing call before anything else, then the newest that shows.
Screen screen_of(const Device& device);

}  // namespace droppoint::fakes::devices
