#include <array>

#include "fakes/causes_tables.hpp"

// Drop point 1: the hub did not accept the notification from Communication Services. Neither the caller nor
// the app ever sees any of these; the hub's metrics are the only trace in Azure.

namespace droppoint::fakes {
namespace {

constexpr std::string_view kOverview =
    "https://learn.microsoft.com/azure/communication-services/concepts/notifications";
constexpr std::string_view kLink =
    "https://learn.microsoft.com/rest/api/communication/resourcemanager/communication-services/"
    "link-notification-hub";
constexpr std::string_view kHubSecurity =
    "https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-security";
constexpr std::string_view kHubLimits =
    "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits";
constexpr std::string_view kDirectSend = "https://learn.microsoft.com/rest/api/notificationhubs/direct-send";
constexpr std::string_view kHubTokenMode =
    "https://learn.microsoft.com/azure/notification-hubs/"
    "notification-hubs-push-notification-http2-token-authentication";

constexpr std::array<Cause, 16> kCausesOfDropPoint1{{
    {"hub-not-linked", 1, "No notification hub is linked to the Communication Services resource.",
     "The hub is never asked: its metrics stand still, `incoming.all.requests` included. The call or chat "
     "message itself succeeds.",
     "Link a hub of the same subscription with linkNotificationHub or in the portal under Push "
     "notifications.",
     kOverview},
    {"hub-not-configured", 1, "The linked hub holds no credential for the platform of the device.",
     "The hub answers 400 \"The notification has no target applications\"; `incoming.all.requests` and "
     "`incoming.all.failedrequests` rise, `incoming` (successful sends only) does not. Devices of a "
     "configured platform still get theirs.",
     "Set the platform's credential in the hub: APNs with a token key, or FCM v1 with a service account.",
     kOverview},
    {"hub-does-not-exist", 1, "The hub or the namespace that is linked has been deleted.",
     "The namespace answers 404 \"No service is hosted at the specified address.\", or its host name no "
     "longer "
     "resolves. The hub's metrics are gone with the hub.",
     "Make the hub again, or link one that exists.", kOverview},
    {"apns-certificate-mode", 1,
     "The hub authenticates to APNs with a certificate, which Communication Services does not support.",
     "The hub refuses the request with 400 because the push type needs token credentials; "
     "`incoming.all.failedrequests` rises. Sends of other back ends to the same hub may still succeed.",
     "Switch the hub's Apple (APNS) settings to authentication mode Token and upload the .p8 key.",
     kHubTokenMode},
    {"no-send-permission", 1, "The policy in the linked connection string lacks the Send right.",
     "The hub answers 401 \"Send claim is required for this operation\", or 403 without a body from "
     "api-version 2020-06 on; `incoming.all.failedrequests` rises, `incoming` does not.",
     "Link with the connection string of a policy that has Send; one with Send alone is recommended.",
     kHubSecurity},
    {"invalid-connection-string", 1,
     "The linked connection string cannot be used: a part is missing, or its policy or key was never valid.",
     "Linking succeeds all the same. Without a usable endpoint, policy name and key the hub is never asked; "
     "with an unknown policy or key it answers 401 InvalidSignature.",
     "Copy the whole connection string from the hub's access policies and link again.", kLink},
    {"invalid-resource-id", 1,
     "The linked resourceId is not the id of the hub that the connection string belongs to.",
     "Linking succeeds all the same. The hub is never asked: its metrics stand still.",
     "Link again with the hub's full resource id, .../providers/Microsoft.NotificationHubs/namespaces/"
     "{namespace}/notificationHubs/{hub}, of the namespace that the string names.",
     kLink},
    {"connection-string-regenerated", 1,
     "The key in the linked connection string was regenerated after linking.",
     "The hub answers 401 InvalidSignature; `incoming.all.failedrequests` rises, `incoming` does not.",
     "Link again with the policy's current connection string, and allow ten minutes for it to take effect.",
     kOverview},
    {"link-not-propagated", 1,
     "The link was changed, but the sending side still used the one it had loaded before.",
     "The send fails as the old link fails, for at most ten minutes after the change; a first link is "
     "affected "
     "only if something was sent before it.",
     "Wait ten minutes after linking before testing, or link before the first notification is sent.",
     kOverview},
    {"hub-quota-exceeded", 1, "The hub's namespace has used up what its tier allows.",
     "The hub answers 403 with a quota message (429 in newer api-versions); `incoming.all.failedrequests` "
     "rises.",
     "Move the namespace to a higher tier, or wait for the next period.", kHubLimits},
    {"hub-throttled", 1, "The hub received more requests than it takes at a time.",
     "The hub answers 429 (403 in old api-versions) with Retry-After; `incoming.all.failedrequests` rises.",
     "Send more slowly, or spread the load over several namespaces.", kHubLimits},
    {"hub-unreachable", 1, "The hub gave no usable answer: no connection, a time-out or a server error.",
     "No answer, or 500, 503 or 504. The hub's metrics may not show the request at all.",
     "Check the namespace's host name, network rules and the service's health; the notification is lost.",
     kHubFixer},
    {"payload-too-large", 1, "The notification is larger than the hub accepts.",
     "The hub answers 413 (some api-versions 403); `incoming.all.failedrequests` rises.",
     "Keep the payload below the hub's limit; send an identifier and let the app fetch the rest.",
     kDirectSend},
    {"no-registration", 1, "The user has no device registered for push notifications.",
     "The hub is never asked. Nothing in Azure shows it: registrations of Communication Services are not "
     "visible, in the hub least of all.",
     "Register the device's token with registerPushNotification (calling) or startPushNotifications (chat) "
     "after each start of the app.",
     kCallingPush},
    {"registration-expired", 1, "The device's registration reached the end of its time to live.",
     "The hub is never asked. Nothing in Azure shows it.",
     "Register again before the time to live (24 hours unless given) is over, at each start of the app.",
     kCallingPush},
    {"notification-kind-unsupported", 1,
     "This kind of notification is not pushed by this version of the service.",
     "The hub is never asked. In 2021 only incoming calls were pushed, chat messages were not.",
     "Use the real-time channel or Event Grid for it, or an edition of the service that pushes it.",
     kOverview},
}};

}  // namespace

std::span<const Cause> causes_of_drop_point_1() {
  return kCausesOfDropPoint1;
}

}  // namespace droppoint::fakes
