#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"
#include "fakes/notification_hubs/formats.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// What one send hands to the push service, the same for each of its devices. Credentials are copies: a send
// that was accepted goes out with those of its moment.
struct Payload {
  const Format* format = nullptr;
  // As the caller sent it; APNs gets these bytes.
  http::Body body = {};
  // The same parsed, for the push services whose body names the device.
  std::shared_ptr<const nlohmann::ordered_json> json = {};

  // For APNs: the caller's headers and what the hub adds, but for topic and authorization.
  http::Headers apns_headers = {};
  std::string push_type = {};

  std::optional<resources::ApnsCredential> apns = {};
  std::optional<resources::FcmV1Credential> fcm_v1 = {};
  std::optional<resources::GcmCredential> gcm = {};

  // Set for one that the hub cannot hand over: a reason of the table of outcomes, and what was wrong.
  struct Unsendable {
    std::string_view reason;
    std::string message;
  };
  std::optional<Unsendable> unsendable = {};
};

inline constexpr std::string_view kInvalidTemplate = "invalid-template";
inline constexpr std::string_view kNoCredential = "no-credential";

}  // namespace droppoint::fakes::notification_hubs
