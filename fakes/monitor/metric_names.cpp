#include "fakes/monitor/metric_names.hpp"

#include <array>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::monitor {
namespace {

// Names and display names: "Supported metrics with Azure Monitor", Microsoft.NotificationHubs/namespaces/
// notificationHubs. Descriptions are ours.
// https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/
// microsoft-notificationhubs-namespaces-notificationhubs-metrics
constexpr std::array kMetrics{
    MetricName{"incoming", "Incoming Messages", "Sends that were accepted."},
    MetricName{"incoming.all.requests", "All Incoming Requests", "Requests to the hub, of whatever kind."},
    MetricName{"incoming.all.failedrequests", "All Incoming Failed Requests",
               "Requests to the hub that failed."},
    MetricName{"incoming.scheduled", "Scheduled Push Notifications Sent", "Sends that were scheduled."},
    MetricName{"incoming.scheduled.cancel", "Scheduled Push Notifications Cancelled",
               "Scheduled sends that were cancelled."},
    MetricName{"scheduled.pending", "Pending Scheduled Notifications",
               "Scheduled sends that are still to come."},
    MetricName{"notificationhub.pushes", "All Outgoing Notifications",
               "Notifications that the hub sent out."},
    MetricName{"outgoing.allpns.success", "Successful notifications",
               "Notifications that a push service accepted."},
    MetricName{"outgoing.allpns.badorexpiredchannel", "Bad or Expired Channel Errors",
               "Pushes to a handle that is invalid or expired."},
    MetricName{"outgoing.allpns.channelerror", "Channel Errors",
               "Pushes to a handle that is invalid, of another app, throttled or expired."},
    MetricName{"outgoing.allpns.invalidpayload", "Payload Errors",
               "Pushes whose payload a push service refused."},
    MetricName{"outgoing.allpns.pnserror", "External Notification System Errors",
               "Pushes that failed at a push service, refused credentials left out."},
    MetricName{"outgoing.apns.success", "APNS Successful Notifications", "Pushes that APNs accepted."},
    MetricName{"outgoing.apns.badchannel", "APNS Bad Channel Error",
               "Pushes to a device token that APNs does not know."},
    MetricName{"outgoing.apns.expiredchannel", "APNS Expired Channel Error",
               "Pushes to a device token that is no longer active."},
    MetricName{"outgoing.apns.invalidcredentials", "APNS Authorization Errors",
               "Pushes whose credential APNs refused."},
    MetricName{"outgoing.apns.invalidnotificationsize", "APNS Invalid Notification Size Error",
               "Pushes whose payload was too large for APNs."},
    MetricName{"outgoing.apns.pnserror", "APNS Errors", "Pushes that failed at APNs for another reason."},
    MetricName{"outgoing.fcmv1.success", "FCMv1 Successful Notifications", "Pushes that FCM accepted."},
    MetricName{"outgoing.fcmv1.badchannel", "FCMv1 Bad Channel Errors",
               "Pushes to a registration token that FCM does not know."},
    MetricName{"outgoing.fcmv1.invalidcredentials", "FCMv1 Authorization Errors (Invalid Credentials)",
               "Pushes whose credential FCM refused."},
    MetricName{"outgoing.fcmv1.invalidnotificationformat", "FCMv1 Invalid Notification Format",
               "Pushes that FCM could not read."},
    MetricName{"outgoing.fcmv1.invalidnotificationsize", "FCMv1 Invalid Notification Size Errors",
               "Pushes that were too large for FCM."},
    MetricName{"outgoing.fcmv1.pnserror", "FCMv1 Errors", "Pushes that failed at FCM for another reason."},
    MetricName{"outgoing.fcmv1.throttled", "FCMv1 Throttled Notifications", "Pushes that FCM throttled."},
    MetricName{"outgoing.fcmv1.wrongchannel", "FCMv1 Wrong Channel Errors",
               "Pushes to a registration token of another app, said FCM."},
    MetricName{"outgoing.gcm.success", "GCM Successful Notifications", "Pushes that Google accepted."},
    MetricName{"outgoing.gcm.authenticationerror", "GCM Authentication Errors",
               "Pushes whose sender Google did not authenticate."},
    MetricName{"outgoing.gcm.badchannel", "GCM Bad Channel Error",
               "Pushes to a registration token that Google does not know."},
    MetricName{"outgoing.gcm.expiredchannel", "GCM Expired Channel Error",
               "Pushes to a registration token that Google no longer takes."},
    MetricName{"outgoing.gcm.invalidcredentials", "GCM Authorization Errors (Invalid Credentials)",
               "Pushes whose credential Google refused."},
    MetricName{"outgoing.gcm.invalidnotificationformat", "GCM Invalid Notification Format",
               "Pushes that Google could not read."},
    MetricName{"outgoing.gcm.invalidnotificationsize", "GCM Invalid Notification Size Error",
               "Pushes that were too large for Google."},
    MetricName{"outgoing.gcm.pnserror", "GCM Errors", "Pushes that failed at Google for another reason."},
    MetricName{"outgoing.gcm.throttled", "GCM Throttled Notifications", "Pushes that Google throttled."},
    MetricName{"outgoing.gcm.wrongchannel", "GCM Wrong Channel Error",
               "Pushes to a registration token of another app, said Google."},
    MetricName{"outgoing.mpns.success", "MPNS Successful Notifications", "Pushes that MPNS accepted."},
    MetricName{"outgoing.mpns.authenticationerror", "MPNS Authentication Errors",
               "Pushes whose sender MPNS did not authenticate."},
    MetricName{"outgoing.mpns.badchannel", "MPNS Bad Channel Error",
               "Pushes to a channel that MPNS does not know."},
    MetricName{"outgoing.mpns.channeldisconnected", "MPNS Channel Disconnected",
               "Pushes to a channel that was disconnected."},
    MetricName{"outgoing.mpns.dropped", "MPNS Dropped Notifications", "Pushes that MPNS dropped."},
    MetricName{"outgoing.mpns.invalidcredentials", "MPNS Invalid Credentials",
               "Pushes whose credential MPNS refused."},
    MetricName{"outgoing.mpns.invalidnotificationformat", "MPNS Invalid Notification Format",
               "Pushes that MPNS could not read."},
    MetricName{"outgoing.mpns.pnserror", "MPNS Errors", "Pushes that failed at MPNS for another reason."},
    MetricName{"outgoing.mpns.throttled", "MPNS Throttled Notifications", "Pushes that MPNS throttled."},
    MetricName{"outgoing.wns.success", "WNS Successful Notifications", "Pushes that WNS accepted."},
    MetricName{"outgoing.wns.authenticationerror", "WNS Authentication Errors",
               "Pushes whose sender WNS did not authenticate."},
    MetricName{"outgoing.wns.badchannel", "WNS Bad Channel Error",
               "Pushes to a channel that WNS does not know."},
    MetricName{"outgoing.wns.channeldisconnected", "WNS Channel Disconnected",
               "Pushes to a channel that was disconnected."},
    MetricName{"outgoing.wns.channelthrottled", "WNS Channel Throttled",
               "Pushes to a channel that WNS throttled."},
    MetricName{"outgoing.wns.dropped", "WNS Dropped Notifications", "Pushes that WNS dropped."},
    MetricName{"outgoing.wns.expiredchannel", "WNS Expired Channel Error",
               "Pushes to a channel that had expired."},
    MetricName{"outgoing.wns.invalidcredentials", "WNS Authorization Errors (Invalid Credentials)",
               "Pushes whose credential WNS refused."},
    MetricName{"outgoing.wns.invalidnotificationformat", "WNS Invalid Notification Format",
               "Pushes that WNS could not read."},
    MetricName{"outgoing.wns.invalidnotificationsize", "WNS Invalid Notification Size Error",
               "Pushes that were too large for WNS."},
    MetricName{"outgoing.wns.invalidtoken", "WNS Authorization Errors (Invalid Token)",
               "Pushes whose token WNS refused."},
    MetricName{"outgoing.wns.pnserror", "WNS Errors", "Pushes that failed at WNS for another reason."},
    MetricName{"outgoing.wns.throttled", "WNS Throttled Notifications", "Pushes that WNS throttled."},
    MetricName{"outgoing.wns.tokenproviderunreachable", "WNS Authorization Errors (Unreachable)",
               "Pushes for which no token could be had."},
    MetricName{"outgoing.wns.wrongtoken", "WNS Authorization Errors (Wrong Token)",
               "Pushes whose token was for another app."},
    MetricName{"registration.all", "Registration Operations", "Operations on registrations that succeeded."},
    MetricName{"registration.create", "Registration Create Operations", "Registrations that were created."},
    MetricName{"registration.update", "Registration Update Operations", "Registrations that were updated."},
    MetricName{"registration.get", "Registration Read Operations", "Registrations that were read."},
    MetricName{"registration.delete", "Registration Delete Operations", "Registrations that were deleted."},
    MetricName{"installation.all", "Installation Management Operations",
               "Operations on installations that succeeded."},
    MetricName{"installation.upsert", "Create or Update Installation Operations",
               "Installations that were created or replaced."},
    MetricName{"installation.patch", "Patch Installation Operations", "Installations that were patched."},
    MetricName{"installation.get", "Get Installation Operations", "Installations that were read."},
    MetricName{"installation.delete", "Delete Installation Operations", "Installations that were deleted."},
};

}  // namespace

std::span<const MetricName> all_metrics() {
  return kMetrics;
}

const MetricName* find_metric(std::string_view name) {
  for (const MetricName& metric : kMetrics) {
    if (http::equal_ignoring_case(metric.name, name)) return &metric;
  }
  return nullptr;
}

}  // namespace droppoint::fakes::monitor
