#pragma once

#include <string_view>

#include "fakes/devices/device.hpp"

namespace droppoint::fakes::devices {

// Reads what a payload of Communication Services says about a call: `eventId` 107, 109 and 111 announce one,
// 110 ends its ringing (the calling SDKs' PushNotificationEventType). On APNs the members stand in `data` and
// the id is a number, on FCM all are strings, and on the real-time channel they stand at the top.
CallSign read_call_sign(std::string_view payload);

// Whether an APNs payload is shown in a Focus, too: `interruption-level` "time-sensitive" or "critical".
bool breaks_through_focus(std::string_view payload);

// Whether FCM says that it dropped messages: what the Android SDK calls onDeletedMessages for.
bool is_deleted_messages(std::string_view payload);

// Whether an FCM message has a `notification` block, which the system shows without the app.
bool has_notification_block(std::string_view payload);

// Whether an APNs payload has something to show: an `alert` in `aps`.
bool has_alert(std::string_view payload);

}  // namespace droppoint::fakes::devices
