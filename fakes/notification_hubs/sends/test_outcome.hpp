#pragma once

#include <string>

#include "fakes/notification_hubs/messages.hpp"

namespace droppoint::fakes::notification_hubs {

// The `NotificationOutcome` that answers a test send: how many devices got it, and what became of each.
// https://learn.microsoft.com/rest/api/notificationhubs/send-apns-native-notification; texts and `i:nil` are
// those of answers that clients are tested with.
std::string write_test_outcome(const Message& message);

}  // namespace droppoint::fakes::notification_hubs
