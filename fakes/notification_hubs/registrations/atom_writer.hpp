#pragma once

#include <string>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"

namespace droppoint::fakes::notification_hubs {

inline constexpr std::string_view kEntryType = "application/atom+xml; type=entry; charset=utf-8";
inline constexpr std::string_view kFeedType = "application/atom+xml; type=feed; charset=utf-8";

// "https://{host}/{hub}/registrations/{id}?{query of the request}": where a registration is.
std::string registration_url(const Call& call, std::string_view id);

// The entry that answers a request for one registration. Shape, order and the missing zone of its expiry are
// those of recorded answers (Azure/azure-notificationhubs-dotnet, MockData).
std::string write_entry(const Call& call, const Registration& registration, sim::Time now);

// The feed that answers a request for many. `next` is the token of the page behind it, or empty.
std::string write_feed(const Call& call, const Registrations::List& registrations, const std::string& next,
                       sim::Time now);

}  // namespace droppoint::fakes::notification_hubs
