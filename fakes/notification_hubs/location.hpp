#pragma once

#include <string>
#include <string_view>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

// "https://{host}": as the caller asked. The real host name is always https; on localhost a client must come
// back by the scheme that it used.
std::string origin_of(const Call& call);

// The absolute address of something in the call's hub, with the request's query, as recorded answers have it.
std::string url_in_hub(const Call& call, std::string_view path);

}  // namespace droppoint::fakes::notification_hubs
