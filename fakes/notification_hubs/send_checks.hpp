#pragma once

#include <optional>

#include <tl/expected.hpp>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/payload.hpp"

namespace droppoint::fakes::notification_hubs {

inline constexpr std::size_t kRequestBytesMax = 64 * 1024;

// The checks that single and batch sends share.

// 413 above kRequestBytesMax.
[[nodiscard]] std::optional<Refusal> check_size(std::size_t bytes);

// From `ServiceBusNotification-Format`. 400 for a missing or unknown one, and for templates, which cannot be
// sent directly.
tl::expected<const Format*, Refusal> read_format(const Call& call);

// 400 when the body does not fit the format, when the hub has no credential for it ("no target
// applications"), or when a push type is given and the hub has an APNs certificate.
tl::expected<Payload, Refusal> make_payload(const Call& call, const Format& format, http::Body body);

}  // namespace droppoint::fakes::notification_hubs
