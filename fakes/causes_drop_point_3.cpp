#include <array>

#include "fakes/causes_tables.hpp"

// Drop point 3: the push service accepted the notification and did not deliver it to the device. No service
// tells the sender; for the hub it was a success.

namespace droppoint::fakes {
namespace {

constexpr std::string_view kApnsMetrics =
    "https://developer.apple.com/documentation/usernotifications/"
    "viewing-the-status-of-push-notifications-using-metrics-and-apns";
constexpr std::string_view kApnsBackground =
    "https://developer.apple.com/documentation/usernotifications/pushing-background-updates-to-your-app";
constexpr std::string_view kAskingPermission =
    "https://developer.apple.com/documentation/usernotifications/"
    "asking-permission-to-use-notifications";
constexpr std::string_view kPushKit =
    "https://developer.apple.com/documentation/pushkit/responding-to-voip-notifications-from-pushkit";
constexpr std::string_view kFcmCollapsing =
    "https://firebase.google.com/docs/cloud-messaging/customize-messages/collapsible-message-types";
constexpr std::string_view kFcmLifespan =
    "https://firebase.google.com/docs/cloud-messaging/customize-messages/setting-message-lifespan";
constexpr std::string_view kFcmDelivery =
    "https://firebase.google.com/docs/cloud-messaging/understand-delivery";
constexpr std::string_view kFcmTokens = "https://firebase.google.com/docs/cloud-messaging/manage-tokens";

constexpr std::string_view kChatConcepts =
    "https://learn.microsoft.com/azure/communication-services/concepts/chat/concepts";

constexpr std::array<Cause, 12> kCausesOfDropPoint3{{
    {"expired-before-delivery", 3, "The device was not reachable before the notification expired.",
     "The push service answered 200 and drops it silently once apns-expiration or the time to live has "
     "passed.",
     "Give notifications that still matter later a longer expiration; an incoming call has none.",
     kApnsSending},
    {"coalesced", 3, "A newer notification took its place while the device was not reachable.",
     "The push service answered 200 for both; only the newest is delivered (APNs keeps one for each app, FCM "
     "one "
     "for each collapse key).",
     "Do not count on each notification arriving: let the app fetch what it missed.", kApnsSending},
    {"ttl-zero-device-offline", 3,
     "The notification was to be delivered at once or never, and the device was not connected.",
     "The push service answered 200; with apns-expiration 0 or a time to live of 0 nothing is stored.",
     "Use an expiration above zero where a late delivery is still of use.", kFcmLifespan},
    {"app-uninstalled", 3, "The app is no longer on the device.",
     "The push service answered 200 to this one; the next is refused with 410 Unregistered or UNREGISTERED.",
     "Forget the token when the push service says so; nothing else is to be done.", kFcmTokens},
    {"notifications-disabled", 3, "The user has turned off notifications of the app.",
     "The push service answered 200. Alerts are not shown; VoIP pushes still arrive.",
     "Ask for permission in the app, and show there that it is missing.", kAskingPermission},
    {"force-stopped", 3, "The user has stopped the app by force, and Android delivers nothing to it.",
     "FCM answered 200; the message is held back until the user opens the app again.",
     "Only the user can undo this, by opening the app.", kFcmDelivery},
    {"pending-limit-exceeded", 3, "More messages were waiting for the device than FCM stores.",
     "FCM answered 200 to all; beyond 100 waiting messages it drops all of them and the app is told "
     "onDeletedMessages, beyond four collapse keys it drops some.",
     "Use collapse keys, and let the app synchronise when onDeletedMessages is called.", kFcmCollapsing},
    {"background-budget-exhausted", 3,
     "The device has used up what it grants to background pushes of the app.",
     "APNs answered 200; the system holds background pushes back beyond a few each hour.",
     "Send no more than two or three background pushes in an hour, and alerts for what the user must see.",
     kApnsBackground},
    {"device-unreachable", 3, "The device could not be reached by the push service and did not come back.",
     "The push service answered 200; Apple's and Google's delivery reports count it as stored or pending.",
     "Nothing at the sender; the app should fetch what it missed when it is back.", kApnsMetrics},
    {"ringing-ended", 3, "The notification arrived when the call had already ended.",
     "All services report success; the phone does not ring, or shows a missed call.",
     "Take the call's state from the service when the push arrives, and show a missed call.", kCallingPush},
    {"voip-not-reported", 3, "The app did not report the call of a VoIP push to CallKit.",
     "APNs answered 200; the system ends the app, and stops delivering VoIP pushes to it when it happens "
     "again.",
     "Report an incoming call to CallKit in every call of the PushKit delegate, before anything else.",
     kPushKit},
    {"message-ttl-exceeded", 3,
     "The message waited on the real-time channel for longer than its time to live.",
     "No push service was asked. The client was not connected, or did not acknowledge the message; when it "
     "is "
     "back it is told trouter.message_loss.",
     "Let the app list what it missed when its channel is connected again, and register it for push too.",
     kChatConcepts},
}};

}  // namespace

std::span<const Cause> causes_of_drop_point_3() {
  return kCausesOfDropPoint3;
}

}  // namespace droppoint::fakes
