#include "fakes/communication_services/call_payload.hpp"

#include <algorithm>
#include <chrono>

#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {
namespace {

using Json = nlohmann::ordered_json;

std::string_view text_of(bool value) {
  return value ? "true" : "false";
}

// On APNs the event's id is a number; FCM knows strings only.
Json data_of(const CallPush& push, Platform platform) {
  const int event = static_cast<int>(push.event);
  Json data;
  data["eventId"] = platform == Platform::ios ? Json(event) : Json(std::to_string(event));
  data["cp"] = push.cp;
  data["callId"] = push.call_id;
  data["recipientId"] = push.recipient;
  data["callerId"] = push.caller;
  data["displayName"] = push.display_name;
  data["videoCall"] = text_of(push.video);
  return data;
}

HubMessage for_apns(const CallPush& push, sim::Time now) {
  Json body;
  // The hub refuses a body without it.
  body["aps"] = Json::object();
  body["data"] = data_of(push, Platform::ios);
  HubMessage message{.format = "apple", .body = to_json_text(body)};
  message.headers.add("ServiceBusNotification-Apns-Push-Type", "voip");
  // APNs takes a time that has passed, and zero, for "now or never".
  const std::int64_t expiration = push.expires_at > now ? sim::unix_seconds(push.expires_at) : 0;
  message.headers.add("apns-expiration", std::to_string(expiration));
  message.headers.add("apns-priority", "10");
  return message;
}

HubMessage for_fcm(const CallPush& push, FcmFormat format, sim::Time now) {
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(push.expires_at - now).count();
  const std::int64_t seconds = std::max<std::int64_t>(left, 0);
  Json body;
  if (format == FcmFormat::gcm) {
    body["data"] = data_of(push, Platform::android);
    body["priority"] = "high";
    body["time_to_live"] = seconds;
    return {.format = "gcm", .body = to_json_text(body)};
  }
  body["message"]["data"] = data_of(push, Platform::android);
  body["message"]["android"] = {{"priority", "high"}, {"ttl", std::to_string(seconds) + "s"}};
  return {.format = "fcmv1", .body = to_json_text(body)};
}

}  // namespace

HubMessage call_message(const CallPush& push, Platform platform, FcmFormat format, sim::Time now) {
  return platform == Platform::ios ? for_apns(push, now) : for_fcm(push, format, now);
}

std::string call_realtime_body(const CallPush& push) {
  Json body;
  body["type"] = push.event == CallEvent::stop_ringing ? "stop-ringing" : "incoming-call";
  body["eventId"] = static_cast<int>(push.event);
  body["callId"] = push.call_id;
  body["recipientId"] = push.recipient;
  body["callerId"] = push.caller;
  body["displayName"] = push.display_name;
  body["videoCall"] = push.video;
  return to_json_text(body);
}

}  // namespace droppoint::fakes::communication_services
