#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/payload.hpp"

namespace droppoint::fakes::notification_hubs {

inline constexpr std::size_t kRequestBytesMax = 64 * 1024;

// The checks that sends share.

// 413 above kRequestBytesMax.
[[nodiscard]] std::optional<Refusal> check_size(std::size_t bytes);

// From `ServiceBusNotification-Format`. 400 for a missing or unknown one.
tl::expected<const Format*, Refusal> read_any_format(const Call& call);
// Also for templates, which cannot be sent directly.
tl::expected<const Format*, Refusal> read_format(const Call& call);

// Whether a body could be one of the platform.
bool fits_platform(Platform platform, const nlohmann::ordered_json& json);
bool has_any_credential(const resources::Hub& hub);
// Copies the credentials of the hub as it is now. Without one for its format the payload cannot be sent.
void take_credentials(const resources::Hub& hub, Payload& payload);

// 400 when the body does not fit the format, when the hub has no credential for it ("no target
// applications"), or when a push type is given and the hub has an APNs certificate.
tl::expected<Payload, Refusal> make_payload(const Call& call, const Format& format, http::Body body);

// 400, "The supplied notification payload is invalid".
Refusal invalid_payload(const Format& format);
// 400, "The notification has no target applications. …".
Refusal no_target_applications(const Call& call, const Format& format);

}  // namespace droppoint::fakes::notification_hubs
