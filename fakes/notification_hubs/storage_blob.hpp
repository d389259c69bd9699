#pragma once

#include <string>

#include "fakes/notification_hubs/feedback.hpp"

namespace droppoint::fakes::notification_hubs {

// Of its content: "0x8D2A1B3C4D5E6F70".
std::string etag_of(const Blob& blob);

}  // namespace droppoint::fakes::notification_hubs
