#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The states that a phone and its app can be in, and how the control API writes them.

namespace droppoint::fakes::devices {

enum class Platform : std::uint8_t { ios, android };
enum class Network : std::uint8_t { online, offline, aeroplane };
enum class AppState : std::uint8_t { foreground, background, suspended, force_stopped, uninstalled };
// Android's App Standby Buckets.
enum class StandbyBucket : std::uint8_t { active, working_set, frequent, rare, restricted };
// What the user sees of a notification.
enum class Screen : std::uint8_t { none, ringing, missed_call, lock_screen };

std::string_view to_text(Platform platform);
std::string_view to_text(Network network);
std::string_view to_text(AppState state);
std::string_view to_text(StandbyBucket bucket);
std::string_view to_text(Screen screen);
std::optional<Platform> parse_platform(std::string_view text);
std::optional<Network> parse_network(std::string_view text);
std::optional<AppState> parse_app_state(std::string_view text);
std::optional<StandbyBucket> parse_standby_bucket(std::string_view text);

// How many messages of high priority a day the bucket lets through as such; none: no limit
// (https://developer.android.com/topic/performance/power/power-details, "Prior to Android 13").
std::optional<std::size_t> high_priority_per_day(StandbyBucket bucket);

}  // namespace droppoint::fakes::devices
