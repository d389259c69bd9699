#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include "emulator/http/headers.hpp"
#include "fakes/notification_hubs/refusal.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// Whether the caller names a push type, by the hub's own header or by Apple's.
bool names_push_type(const http::Headers& request);

// What APNs gets, without topic and authorization, which are the hub's: the caller's `apns-*` headers but for
// `apns-topic`; the hub's own headers translated where Apple's are missing; and a push type inferred from the
// body where none is given.
// https://learn.microsoft.com/azure/notification-hubs/push-notification-updates-ios-13
// Refused with 400 where an expiry is no time.
tl::expected<http::Headers, Refusal> read_apns_headers(const http::Headers& request,
                                                       const nlohmann::ordered_json& body);

// The topic comes from the credential alone. Push type voip adds ".voip" where the credential says so
// (`append_voip`) and it is not there: an engineer wrote in 2021 that the bundle id no longer needs it
// (Azure/Communication issue 179).
std::string topic_for(const resources::ApnsCredential& credential, std::string_view push_type);

}  // namespace droppoint::fakes::notification_hubs
