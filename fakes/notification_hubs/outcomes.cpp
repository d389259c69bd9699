#include "fakes/notification_hubs/outcomes.hpp"

#include <array>

#include "emulator/assert.hpp"
#include "emulator/http/headers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr Pns A = Pns::apns;
constexpr Pns F = Pns::fcm_v1;
constexpr Pns G = Pns::gcm;

// Outcome names: https://learn.microsoft.com/rest/api/notificationhubs/get-notification-message-telemetry.
// Metrics: Azure Monitor's page of Microsoft.NotificationHubs/namespaces/notificationHubs. What Apple's and
// Google's answers become is documented only in part: docs/fidelity/notification-hubs.md says which rows are.
// Order matters: the first row that fits stands.
constexpr std::array kRows{
    OutcomeRow{A, 200, "", "", "Success", "outgoing.apns.success", ""},
    OutcomeRow{A, 400, "BadDeviceToken", "", "BadChannel", "outgoing.apns.badchannel", "bad-device-token"},
    OutcomeRow{A, 400, "MissingDeviceToken", "", "BadChannel", "outgoing.apns.badchannel",
               "bad-device-token"},
    OutcomeRow{A, 400, "DeviceTokenNotForTopic", "", "WrongToken", "", "device-token-not-for-topic"},
    OutcomeRow{A, 400, "TopicDisallowed", "", "InvalidNotificationFormat", "", "topic-disallowed"},
    OutcomeRow{A, 400, "PayloadEmpty", "", "InvalidNotificationFormat", "", "invalid-payload"},
    OutcomeRow{A, 400, "IdleTimeout", "", "PnsServerError", "outgoing.apns.pnserror", "pns-unavailable",
               true},
    OutcomeRow{A, 400, "", "", "InvalidNotificationFormat", "", "bad-request-header"},
    OutcomeRow{A, 403, "ExpiredProviderToken", "", "InvalidCredentials", "outgoing.apns.invalidcredentials",
               "provider-token-expired"},
    OutcomeRow{A, 403, "", "", "InvalidCredentials", "outgoing.apns.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{A, 404, "", "", "BadChannel", "outgoing.apns.badchannel", "bad-device-token"},
    OutcomeRow{A, 405, "", "", "PnsInterfaceError", "outgoing.apns.pnserror", "bad-request-header"},
    OutcomeRow{A, 410, "", "", "ExpiredChannel", "outgoing.apns.expiredchannel", "unregistered"},
    OutcomeRow{A, 413, "", "", "InvalidNotificationSize", "outgoing.apns.invalidnotificationsize",
               "pns-payload-too-large"},
    OutcomeRow{A, 429, "TooManyProviderTokenUpdates", "", "Throttled", "outgoing.apns.pnserror",
               "provider-token-churned"},
    OutcomeRow{A, 429, "", "", "Throttled", "outgoing.apns.pnserror", "pns-throttled", true},
    OutcomeRow{A, 500, "", "", "PnsServerError", "outgoing.apns.pnserror", "pns-unavailable", true},
    OutcomeRow{A, 503, "", "", "PnsUnavailable", "outgoing.apns.pnserror", "pns-unavailable", true},
    OutcomeRow{A, kNoAnswer, "", "", "PnsUnreachable", "outgoing.apns.pnserror", "pns-unavailable", true},
    OutcomeRow{A, kHubItself, "payload-too-large", "", "InvalidNotificationSize",
               "outgoing.apns.invalidnotificationsize", "pns-payload-too-large"},
    OutcomeRow{A, kHubItself, "unusable-key", "", "InvalidCredentials", "outgoing.apns.invalidcredentials",
               "pns-invalid-credentials"},
    // The binary certificate protocol is not emulated, so no metric of it is made up.
    OutcomeRow{A, kHubItself, "certificate-mode", "", "UnknownError", "", "pns-not-emulated"},
    OutcomeRow{A, kHubItself, "invalid-template", "", "InvalidNotificationFormat", "", "invalid-payload"},
    OutcomeRow{A, kHubItself, "no-credential", "", "InvalidCredentials", "outgoing.apns.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{A, kAnyStatus, "", "", "PnsInterfaceError", "outgoing.apns.pnserror", "pns-unavailable"},

    OutcomeRow{F, 200, "", "", "Success", "outgoing.fcmv1.success", ""},
    OutcomeRow{F, 404, "", "", "BadChannel", "outgoing.fcmv1.badchannel", "unregistered"},
    OutcomeRow{F, 400, "", "registration token", "BadChannel", "outgoing.fcmv1.badchannel",
               "bad-device-token"},
    OutcomeRow{F, 400, "", "package name", "WrongChannel", "outgoing.fcmv1.wrongchannel", "invalid-payload"},
    OutcomeRow{F, 400, "", "too big", "InvalidNotificationSize", "outgoing.fcmv1.invalidnotificationsize",
               "pns-payload-too-large"},
    OutcomeRow{F, 400, "", "too large", "InvalidNotificationSize", "outgoing.fcmv1.invalidnotificationsize",
               "pns-payload-too-large"},
    OutcomeRow{F, 400, "", "", "InvalidNotificationFormat", "outgoing.fcmv1.invalidnotificationformat",
               "invalid-payload"},
    OutcomeRow{F, 401, "", "", "InvalidCredentials", "outgoing.fcmv1.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{F, 403, "SENDER_ID_MISMATCH", "", "InvalidCredentials", "outgoing.fcmv1.invalidcredentials",
               "sender-id-mismatch"},
    OutcomeRow{F, 403, "", "", "InvalidCredentials", "outgoing.fcmv1.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{F, 429, "QUOTA_EXCEEDED", "", "Throttled", "outgoing.fcmv1.throttled", "fcm-quota-exceeded",
               true},
    OutcomeRow{F, 429, "", "", "Throttled", "outgoing.fcmv1.throttled", "pns-throttled", true},
    OutcomeRow{F, 500, "", "", "PnsServerError", "outgoing.fcmv1.pnserror", "pns-unavailable", true},
    OutcomeRow{F, 503, "", "", "PnsUnavailable", "outgoing.fcmv1.pnserror", "pns-unavailable", true},
    OutcomeRow{F, kNoAnswer, "", "", "PnsUnreachable", "outgoing.fcmv1.pnserror", "pns-unavailable", true},
    OutcomeRow{F, kHubItself, "token-provider-unreachable", "", "TokenProviderUnreachable",
               "outgoing.fcmv1.pnserror", "token-provider-unreachable"},
    OutcomeRow{F, kHubItself, "unusable-key", "", "InvalidCredentials", "outgoing.fcmv1.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{F, kHubItself, "invalid-template", "", "InvalidNotificationFormat",
               "outgoing.fcmv1.invalidnotificationformat", "invalid-payload"},
    OutcomeRow{F, kHubItself, "no-credential", "", "InvalidCredentials", "outgoing.fcmv1.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{F, kAnyStatus, "", "", "PnsInterfaceError", "outgoing.fcmv1.pnserror", "pns-unavailable"},

    OutcomeRow{G, 200, "", "", "Success", "outgoing.gcm.success", ""},
    OutcomeRow{G, 200, "NotRegistered", "", "ExpiredChannel", "outgoing.gcm.expiredchannel", "unregistered"},
    OutcomeRow{G, 200, "InvalidRegistration", "", "BadChannel", "outgoing.gcm.badchannel",
               "bad-device-token"},
    OutcomeRow{G, 200, "MissingRegistration", "", "BadChannel", "outgoing.gcm.badchannel",
               "bad-device-token"},
    OutcomeRow{G, 200, "MismatchSenderId", "", "InvalidCredentials", "outgoing.gcm.invalidcredentials",
               "sender-id-mismatch"},
    OutcomeRow{G, 200, "InvalidApnsCredential", "", "InvalidCredentials", "outgoing.gcm.invalidcredentials",
               "pns-invalid-credentials"},
    OutcomeRow{G, 200, "InvalidPackageName", "", "WrongChannel", "outgoing.gcm.wrongchannel",
               "invalid-payload"},
    OutcomeRow{G, 200, "MessageTooBig", "", "InvalidNotificationSize", "outgoing.gcm.invalidnotificationsize",
               "pns-payload-too-large"},
    OutcomeRow{G, 200, "InvalidDataKey", "", "InvalidNotificationFormat",
               "outgoing.gcm.invalidnotificationformat", "invalid-payload"},
    OutcomeRow{G, 200, "InvalidTtl", "", "InvalidNotificationFormat",
               "outgoing.gcm.invalidnotificationformat", "invalid-payload"},
    OutcomeRow{G, 200, "InvalidParameters", "", "InvalidNotificationFormat",
               "outgoing.gcm.invalidnotificationformat", "invalid-payload"},
    OutcomeRow{G, 200, "DeviceMessageRateExceeded", "", "Throttled", "outgoing.gcm.throttled",
               "pns-throttled", true},
    OutcomeRow{G, 200, "TopicsMessageRateExceeded", "", "Throttled", "outgoing.gcm.throttled",
               "pns-throttled", true},
    OutcomeRow{G, 400, "", "", "InvalidNotificationFormat", "outgoing.gcm.invalidnotificationformat",
               "invalid-payload"},
    OutcomeRow{G, 401, "", "", "InvalidCredentials", "outgoing.gcm.authenticationerror",
               "pns-invalid-credentials"},
    OutcomeRow{G, 429, "", "", "Throttled", "outgoing.gcm.throttled", "pns-throttled", true},
    OutcomeRow{G, kNoAnswer, "", "", "PnsUnreachable", "outgoing.gcm.pnserror", "pns-unavailable", true},
    OutcomeRow{G, 200, "Unavailable", "", "PnsUnavailable", "outgoing.gcm.pnserror", "pns-unavailable", true},
    OutcomeRow{G, 200, "InternalServerError", "", "PnsServerError", "outgoing.gcm.pnserror",
               "pns-unavailable", true},
    OutcomeRow{G, 500, "", "", "PnsServerError", "outgoing.gcm.pnserror", "pns-unavailable", true},
    OutcomeRow{G, 503, "", "", "PnsUnavailable", "outgoing.gcm.pnserror", "pns-unavailable", true},
    OutcomeRow{G, kHubItself, "invalid-template", "", "InvalidNotificationFormat",
               "outgoing.gcm.invalidnotificationformat", "invalid-payload"},
    OutcomeRow{G, kHubItself, "no-credential", "", "InvalidCredentials", "outgoing.gcm.invalidcredentials",
               "pns-invalid-credentials"},
    // DeprecatedApi, and 404 since Google closed the protocol.
    OutcomeRow{G, kAnyStatus, "", "", "PnsInterfaceError", "outgoing.gcm.pnserror", "pns-unavailable"},

    OutcomeRow{Pns::not_emulated, kHubItself, "invalid-template", "", "InvalidNotificationFormat", "",
               "invalid-payload"},
    OutcomeRow{Pns::not_emulated, kHubItself, "no-credential", "", "InvalidCredentials", "",
               "pns-invalid-credentials"},
    // What the others would answer is not known here, so no metric of theirs is made up.
    OutcomeRow{Pns::not_emulated, kAnyStatus, "", "", "UnknownError", "", "pns-not-emulated"},
};

bool contains_ignoring_case(std::string_view text, std::string_view fragment) {
  for (std::size_t at = 0; at + fragment.size() <= text.size(); ++at) {
    if (http::equal_ignoring_case(text.substr(at, fragment.size()), fragment)) return true;
  }
  return false;
}

bool fits(const OutcomeRow& row, const PnsReply& reply) {
  if (row.status != kAnyStatus && row.status != reply.status) return false;
  // A success says no reason, and an error inside a legacy 200 is none.
  const bool any_reason = row.reason.empty() && (row.outcome != "Success" || reply.reason.empty());
  if (!any_reason && row.reason != reply.reason) return false;
  return contains_ignoring_case(reply.message, row.fragment);
}

struct OutcomeKind {
  std::string_view outcome;
  std::array<std::string_view, 2> metrics;
  std::size_t count;
  Channel channel = Channel::fine;
};

// From the metrics' descriptions: a channel error is an invalid, wrong, throttled or expired channel, and the
// invalid and expired ones have a metric of their own beside it. Refused credentials count in neither.
constexpr std::array kOutcomeKinds{
    OutcomeKind{"Success", {"outgoing.allpns.success", ""}, 1},
    OutcomeKind{"BadChannel",
                {"outgoing.allpns.badorexpiredchannel", "outgoing.allpns.channelerror"},
                2,
                Channel::dead},
    OutcomeKind{"ExpiredChannel",
                {"outgoing.allpns.badorexpiredchannel", "outgoing.allpns.channelerror"},
                2,
                Channel::dead},
    OutcomeKind{"WrongToken", {"outgoing.allpns.channelerror", ""}, 1, Channel::wrong},
    OutcomeKind{"WrongChannel", {"outgoing.allpns.channelerror", ""}, 1, Channel::wrong},
    OutcomeKind{"Throttled", {"outgoing.allpns.channelerror", ""}, 1},
    OutcomeKind{"InvalidNotificationFormat", {"outgoing.allpns.invalidpayload", ""}, 1},
    OutcomeKind{"InvalidNotificationSize", {"outgoing.allpns.invalidpayload", ""}, 1},
    OutcomeKind{"PnsServerError", {"outgoing.allpns.pnserror", ""}, 1},
    OutcomeKind{"PnsUnavailable", {"outgoing.allpns.pnserror", ""}, 1},
    OutcomeKind{"PnsUnreachable", {"outgoing.allpns.pnserror", ""}, 1},
    OutcomeKind{"PnsInterfaceError", {"outgoing.allpns.pnserror", ""}, 1},
    OutcomeKind{"TokenProviderUnreachable", {"outgoing.allpns.pnserror", ""}, 1},
};

}  // namespace

const OutcomeRow& find_outcome(Pns pns, const PnsReply& reply) {
  for (const OutcomeRow& row : kRows) {
    if (row.pns == pns && fits(row, reply)) return row;
  }
  DROPPOINT_ASSERT(false, "each push service has a row for any status");
  return kRows.back();
}

std::span<const OutcomeRow> all_outcomes() {
  return kRows;
}

std::span<const std::string_view> all_pns_metrics(std::string_view outcome) {
  for (const OutcomeKind& row : kOutcomeKinds) {
    if (row.outcome == outcome) return std::span(row.metrics).first(row.count);
  }
  return {};
}

Channel channel_after(std::string_view outcome) {
  for (const OutcomeKind& row : kOutcomeKinds) {
    if (row.outcome == outcome) return row.channel;
  }
  return Channel::fine;
}

}  // namespace droppoint::fakes::notification_hubs
