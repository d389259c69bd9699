#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace droppoint::fakes::apns {

inline constexpr std::size_t kPayloadBytesMax = 4096;
inline constexpr std::size_t kVoipPayloadBytesMax = 5120;

// A value of `apns-push-type`, as Apple's "Sending notification requests to APNs" lists them.
struct PushType {
  std::string_view name;
  // What the topic has behind the bundle id.
  std::string_view topic_suffix = "";
  std::size_t payload_bytes_max = kPayloadBytesMax;
  // Only priority 5 is allowed; 10 is an error.
  bool power_saving_only = false;
  // The topic is not made from a bundle id (mobile device management).
  bool free_topic = false;
  // Not for connections by certificate.
  bool token_only = false;
  // A certificate must name the topic itself, not its bundle id alone.
  bool named_in_certificate = false;
};

std::span<const PushType> all_push_types();
// Null for a name that is none. Case counts.
const PushType* find_push_type(std::string_view name);
// What a request without `apns-push-type` is taken for: the type whose suffix the topic ends with, else
// alert.
const PushType& push_type_of_topic(std::string_view topic);

// "com.example.app" of "com.example.app.voip"; a topic without a known suffix is its own bundle id.
std::string_view bundle_of_topic(std::string_view topic);

}  // namespace droppoint::fakes::apns
