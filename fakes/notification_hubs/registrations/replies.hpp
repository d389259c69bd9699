#pragma once

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/registrations/registration.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// What the operations on registrations share.

// The entry with its ETag, and one more of the metric and of `registration.all`.
http::Response registration_answer(Core& core, const Call& call, const Registration& registration,
                                   std::string_view metric);
void count_registration(Core& core, const Call& call, std::string_view metric);

// 404 without a message, as recorded.
Refusal registration_not_found();
// What If-Match asks of an entry with that ETag: 412 unless it is "*" or names it. Nothing without the
// header.
[[nodiscard]] std::optional<Refusal> check_if_match(const Call& call, std::uint64_t etag);

// The body's registration, to live as long as the hub says.
tl::expected<Registration, Refusal> registration_in(const Core& core, const Call& call);

}  // namespace droppoint::fakes::notification_hubs
