#pragma once

#include <cstdint>
#include <string_view>

namespace droppoint::fakes::notification_hubs {

// What a format leads to: a push service that is emulated, one that is not, or none (templates).
enum class Platform : std::uint8_t { apple, gcm, fcm_v1, not_emulated, template_only };

struct Format {
  // As the SDKs write it in `ServiceBusNotification-Format`, and as answers name it.
  std::string_view name;
  Platform platform;
  // Of a push service that is not emulated: the hub's credential for it, as management names it.
  std::string_view credential = {};
};

// Ignores case: pages write "fcmV1", SDKs "fcmv1". Null for an unknown one, of which "fcm" is the most usual.
const Format* find_format(std::string_view name);

}  // namespace droppoint::fakes::notification_hubs
