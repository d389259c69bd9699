#pragma once

#include <array>
#include <string_view>

namespace droppoint::fakes::notification_hubs {

// One platform as registrations and installations name it.
struct PlatformKind {
  // "Apple" of `AppleRegistrationDescription`.
  std::string_view name;
  // In an installation: "apns".
  std::string_view installation_name;
  // In `ServiceBusNotification-Format` of a native send: "apple".
  std::string_view format;
  // The elements that together are the device's handle, in their order; unused ones are empty.
  std::array<std::string_view, 3> handle_elements;
  // "ApnsHeaders", with elements "ApnsHeader"; empty where templates have no headers.
  std::string_view headers_element = {};
  std::string_view header_element = {};
};

inline constexpr PlatformKind kApple{"Apple", "apns", "apple", {"DeviceToken"}, "ApnsHeaders", "ApnsHeader"};

// Null for an unknown one. Installations ignore case, since pages write "fcmV1" and SDKs "fcmv1".
const PlatformKind* find_kind_by_name(std::string_view name);
const PlatformKind* find_kind_of_installation(std::string_view installation_name);

}  // namespace droppoint::fakes::notification_hubs
