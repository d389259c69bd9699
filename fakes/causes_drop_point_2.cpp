#include <array>

#include "fakes/causes_tables.hpp"

// Drop point 2: the push service did not accept the notification from the hub. The sender was already told
// 201, so only the hub's metrics, its telemetry (Standard tier) and its feedback say it.

namespace droppoint::fakes {
namespace {

constexpr std::string_view kApnsResponses =
    "https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns";
constexpr std::string_view kApnsToken =
    "https://developer.apple.com/documentation/usernotifications/"
    "establishing-a-token-based-connection-to-apns";
constexpr std::string_view kApnsRegistering =
    "https://developer.apple.com/documentation/usernotifications/registering-your-app-with-apns";
constexpr std::string_view kApnsPayload =
    "https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification";
constexpr std::string_view kFcmErrors = "https://firebase.google.com/docs/cloud-messaging/error-codes";
constexpr std::string_view kFcmQuotas =
    "https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas";
constexpr std::string_view kFcmV1 = "https://firebase.google.com/docs/cloud-messaging/migrate-v1";
constexpr std::string_view kHubTags =
    "https://learn.microsoft.com/azure/notification-hubs/notification-hubs-tags-segment-push-message";
constexpr std::string_view kHubOverview =
    "https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-overview";

constexpr std::array<Cause, 19> kCausesOfDropPoint2{{
    {"no-target-found", 2, "No registration of the hub is of the send's platform and matches its tags.",
     "The hub answers 201 and `incoming` rises, but `notificationhub.pushes` does not; telemetry (Standard "
     "tier) "
     "says NoTargetFound.",
     "Compare the tags of the send with those that the hub lists for the device's registration; case counts.",
     kHubTags},
    {"pns-not-emulated", 2, "The notification is for a push service that this emulator does not have.",
     "Only here: the real hub hands it to that service (WNS, ADM, Baidu, browsers, Xiaomi).",
     "Test this platform against the real service; APNs and FCM are emulated.", kHubOverview},
    {"pns-invalid-credentials", 2, "The push service refused the hub's credential.",
     "APNs answers 403 (InvalidProviderToken, Forbidden, BadCertificate), FCM 401 or 403; "
     "`outgoing.apns.invalidcredentials` or `outgoing.fcmv1.invalidcredentials` rises.",
     "Check key id, team id and key (Apple) or the service account and its project (Google) in the hub.",
     kHubFixer},
    {"provider-token-expired", 2, "The provider token that was sent to APNs is older than one hour.",
     "APNs answers 403 ExpiredProviderToken; `outgoing.apns.invalidcredentials` rises.",
     "Make a new token at least every 60 minutes, and set the sender's clock right.", kApnsToken},
    {"bad-device-token", 2, "The push service does not know the device token.",
     "APNs answers 400 BadDeviceToken, FCM 400 INVALID_ARGUMENT; the outcome is BadChannel and "
     "`outgoing.apns.badchannel` or `outgoing.fcmv1.badchannel` rises.",
     "Register the token that the operating system gives the app at each start, unchanged.",
     kApnsRegistering},
    {"device-token-not-for-topic", 2, "The device token was issued for another app than the topic names.",
     "APNs answers 400 DeviceTokenNotForTopic; the outcome is WrongToken and `outgoing.allpns.channelerror` "
     "rises.",
     "Set the hub's bundle id to the app that made the token; VoIP tokens belong to the topic "
     "{bundle id}.voip.",
     kApnsResponses},
    {"topic-disallowed", 2, "The key may not push to this topic.", "APNs answers 400 TopicDisallowed.",
     "Use a key of the team that owns the app, or add the topic to a topic-specific key.", kApnsResponses},
    {"environment-mismatch", 2, "The token and the APNs server belong to different environments.",
     "APNs answers 400 BadDeviceToken, the same as for a token that never was; `outgoing.apns.badchannel` "
     "rises.",
     "Send tokens of development builds to the sandbox server and those of TestFlight and App Store builds "
     "to "
     "production; keep one hub for each.",
     kApnsRegistering},
    {"unregistered", 2, "The device token is no longer active, usually since the app was removed.",
     "APNs answers 410 Unregistered with a timestamp, FCM 404 UNREGISTERED; the outcome is ExpiredChannel or "
     "BadChannel.",
     "Forget the token unless it was registered again after the timestamp; the app registers a new one at "
     "its "
     "next start.",
     kApnsResponses},
    {"sender-id-mismatch", 2, "The token was issued for another Firebase project.",
     "FCM answers 403 SENDER_ID_MISMATCH; `outgoing.fcmv1.invalidcredentials` rises.",
     "Give the hub the service account of the project in the app's google-services.json.", kFcmErrors},
    {"invalid-payload", 2, "The push service did not accept the body of the notification.",
     "APNs answers 400 (PayloadEmpty and others), FCM 400 INVALID_ARGUMENT; "
     "`outgoing.allpns.invalidpayload` or `outgoing.fcmv1.invalidnotificationformat` rises.",
     "Send what the platform documents: a dictionary with `aps` for Apple, `message` with string data for "
     "FCM.",
     kApnsPayload},
    {"pns-payload-too-large", 2, "The body is larger than the push service takes.",
     "APNs answers 413 PayloadTooLarge above 4096 bytes (5120 for VoIP), FCM 400 INVALID_ARGUMENT; "
     "`outgoing.apns.invalidnotificationsize` or `outgoing.fcmv1.invalidnotificationsize` rises.",
     "Shorten the payload; send an identifier and let the app fetch the rest.", kApnsPayload},
    {"pns-throttled", 2, "The push service received too many notifications for this device or app.",
     "APNs answers 429 TooManyRequests, FCM 429; the hub retries for a while, then gives up.",
     "Send fewer notifications to one device, and join what belongs together.", kFcmQuotas},
    {"pns-unavailable", 2, "The push service could not be reached or failed.",
     "APNs answers 500 or 503, FCM 500 or 503, or nobody does; `outgoing.apns.pnserror` or "
     "`outgoing.fcmv1.pnserror` rises.",
     "Wait until the push service is back; the hub retries within 30 minutes.", kApnsResponses},
    {"pns-window-exceeded", 2, "The hub could not hand the notification over within 30 minutes and gave up.",
     "The notification's telemetry ends in state Abandoned; `outgoing.allpns.pnserror` rises with each try.",
     "Send it again once the push service takes notifications.", kHubFixer},
    {"provider-token-churned", 2, "The provider token was renewed more often than APNs allows.",
     "APNs answers 429 TooManyProviderTokenUpdates.",
     "Keep a provider token for at least 20 minutes, and share it between connections.", kApnsToken},
    {"bad-request-header", 2, "A header of the request to APNs is missing, wrong or given twice.",
     "APNs answers 400 with the reason: BadTopic, MissingTopic, InvalidPushType, BadPriority, BadCollapseId, "
     "BadExpirationDate, BadMessageId or DuplicateHeaders.",
     "Correct the header that the reason names; background pushes need priority 5.", kApnsSending},
    {"token-provider-unreachable", 2, "Google's OAuth endpoint gave the hub no access token.",
     "The outcome is TokenProviderUnreachable; `outgoing.fcmv1.pnserror` rises.",
     "Check that the service account exists and its key is valid, and wait until the endpoint answers.",
     kFcmV1},
    {"fcm-quota-exceeded", 2, "The Firebase project has used up its quota of messages.",
     "FCM answers 429 QUOTA_EXCEEDED; `outgoing.fcmv1.throttled` rises.",
     "Spread sends over time with exponential back-off, or ask Google for a larger quota.", kFcmQuotas},
}};

}  // namespace

std::span<const Cause> causes_of_drop_point_2() {
  return kCausesOfDropPoint2;
}

}  // namespace droppoint::fakes
