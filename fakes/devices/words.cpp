#include "fakes/devices/words.hpp"

#include <array>

namespace droppoint::fakes::devices {
namespace {

constexpr std::array kPlatforms{Platform::ios, Platform::android};
constexpr std::array kNetworks{Network::online, Network::offline, Network::aeroplane};
constexpr std::array kAppStates{AppState::foreground, AppState::background, AppState::suspended,
                                AppState::force_stopped, AppState::uninstalled};
constexpr std::array kBuckets{StandbyBucket::active, StandbyBucket::working_set, StandbyBucket::frequent,
                              StandbyBucket::rare, StandbyBucket::restricted};

template <class Word, std::size_t kCount>
std::optional<Word> parse_word(const std::array<Word, kCount>& words, std::string_view text) {
  for (const Word word : words) {
    if (to_text(word) == text) return word;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_text(Platform platform) {
  return platform == Platform::ios ? "ios" : "android";
}

std::string_view to_text(Network network) {
  switch (network) {
    case Network::online:
      return "online";
    case Network::offline:
      return "offline";
    case Network::aeroplane:
      return "aeroplane";
  }
  return "";
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

std::string_view to_text(StandbyBucket bucket) {
  switch (bucket) {
    case StandbyBucket::active:
      return "active";
    case StandbyBucket::working_set:
      return "working-set";
    case StandbyBucket::frequent:
      return "frequent";
    case StandbyBucket::rare:
      return "rare";
    case StandbyBucket::restricted:
      return "restricted";
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
  return parse_word(kPlatforms, text);
}
std::optional<Network> parse_network(std::string_view text) {
  return parse_word(kNetworks, text);
}
std::optional<AppState> parse_app_state(std::string_view text) {
  return parse_word(kAppStates, text);
}
std::optional<StandbyBucket> parse_standby_bucket(std::string_view text) {
  return parse_word(kBuckets, text);
}

std::optional<std::size_t> high_priority_per_day(StandbyBucket bucket) {
  switch (bucket) {
    case StandbyBucket::active:
    case StandbyBucket::working_set:
      return std::nullopt;
    case StandbyBucket::frequent:
      return 10;
    case StandbyBucket::rare:
    case StandbyBucket::restricted:
      return 5;
  }
  return std::nullopt;
}

}  // namespace droppoint::fakes::devices
