#include "emulator/wire/party.hpp"

#include <array>

namespace droppoint::wire {
namespace {

constexpr std::array<std::string_view, kPartyCount> kNames{"client",
                                                           "resource-manager",
                                                           "entra",
                                                           "communication-services",
                                                           "notification-hubs",
                                                           "apns",
                                                           "fcm",
                                                           "event-grid",
                                                           "webhook",
                                                           "device",
                                                           "monitor",
                                                           "droppoint"};

}  // namespace

std::string_view to_text(Party party) {
  return kNames[static_cast<std::size_t>(party)];
}

std::optional<Party> parse_party(std::string_view text) {
  for (std::size_t index = 0; index < kNames.size(); ++index) {
    if (kNames[index] == text) return static_cast<Party>(index);
  }
  return std::nullopt;
}

}  // namespace droppoint::wire
