#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace droppoint::wire {

// One side of an exchange.
enum class Party : std::uint8_t {
  client,
  resource_manager,
  entra,
  communication_services,
  notification_hubs,
  apns,
  fcm,
  event_grid,
  webhook,
  device,
  monitor,
  // The emulator itself: control calls that concern no single service.
  droppoint,
};
inline constexpr int kPartyCount = 12;

// "communication-services": as journals, scenarios and the control API write it.
std::string_view to_text(Party party);
std::optional<Party> parse_party(std::string_view text);

}  // namespace droppoint::wire
