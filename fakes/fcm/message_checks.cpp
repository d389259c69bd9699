#include "fakes/fcm/message_checks.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/fcm/json_members.hpp"
#include "fakes/fcm/message.hpp"
#include "fakes/fcm/proto_values.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

const std::string kAndroidNotificationPath = "message.android.notification";

// Apple's limit for ordinary notifications.
constexpr std::size_t kApnsPayloadBytesMax = 4096;

bool is_whole_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Refusal> check_keys_of(const ordered_json& data, const std::string& path) {
  std::size_t index = 0;
  for (auto item = data.begin(); item != data.end(); ++item, ++index) {
    if (!is_reserved_data_key(item.key())) continue;
    return invalid_message(path + '[' + std::to_string(index) + "].key",
                           "Invalid data payload key: " + excerpt(item.key()));
  }
  return std::nullopt;
}

std::optional<Refusal> check_ttl(const ordered_json& android) {
  if (!android.contains("ttl")) return std::nullopt;
  const auto ttl = parse_proto_duration(text_of(android, "ttl"));
  if (ttl && *ttl >= sim::Duration::zero() && *ttl <= std::chrono::seconds(kTtlSecondsMax)) {
    return std::nullopt;
  }
  return invalid_message("message.android.ttl", "Invalid ttl: it must be between 0 and 2419200 seconds.");
}

std::optional<Refusal> check_lights(const ordered_json& lights) {
  if (!lights.is_object()) return std::nullopt;
  const std::string path = kAndroidNotificationPath + ".light_settings";
  for (const char* needed : {"color", "light_on_duration", "light_off_duration"}) {
    if (!lights.contains(needed)) return invalid_message(path + '.' + needed, "The field is required.");
  }
  const ordered_json& color = member(lights, "color");
  for (auto item = color.begin(); item != color.end(); ++item) {
    const double share = item->get<double>();
    if (share < 0.0 || share > 1.0) {
      return invalid_message(path + ".color." + item.key(), "A colour's parts are between 0 and 1.");
    }
  }
  for (const char* each : {"light_on_duration", "light_off_duration"}) {
    const auto length = parse_proto_duration(text_of(lights, each));
    if (length && *length < sim::Duration::zero()) {
      return invalid_message(path + '.' + each, "The duration must not be negative.");
    }
  }
  return std::nullopt;
}

std::optional<Refusal> check_vibration(const ordered_json& timings) {
  std::size_t index = 0;
  for (const ordered_json& each : timings) {
    const auto length = parse_proto_duration(each.get_ref<const std::string&>());
    if (length && *length < sim::Duration::zero()) {
      return invalid_message(kAndroidNotificationPath + ".vibrate_timings[" + std::to_string(index) + ']',
                             "The duration must not be negative.");
    }
    ++index;
  }
  return std::nullopt;
}

std::optional<Refusal> check_android_notification(const ordered_json& notification) {
  if (!notification.is_object()) return std::nullopt;
  if (notification.contains("color") && !is_color(text_of(notification, "color"))) {
    return invalid_message(
        kAndroidNotificationPath + ".color",
        "Invalid color: " + excerpt(text_of(notification, "color")) + ". It must be in the form #RRGGBB.");
  }
  const ordered_json& count = member(notification, "notification_count");
  if (count.is_number() && count.get<std::int64_t>() < 0) {
    return invalid_message(kAndroidNotificationPath + ".notification_count",
                           "The count must not be negative.");
  }
  if (auto refusal = check_vibration(member(notification, "vibrate_timings"))) return refusal;
  return check_lights(member(notification, "light_settings"));
}

// A header of APNs or of the web push protocol; names are compared without case.
std::optional<std::string> header_of(const ordered_json& headers, std::string_view name) {
  if (!headers.is_object()) return std::nullopt;
  for (auto item = headers.begin(); item != headers.end(); ++item) {
    if (http::equal_ignoring_case(item.key(), name)) return item->get<std::string>();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> check_data_keys(const ordered_json& message) {
  if (auto refusal = check_keys_of(member(message, "data"), "message.data")) return refusal;
  return check_keys_of(member(member(message, "android"), "data"), "message.android.data");
}

std::optional<Refusal> check_analytics_label(const ordered_json& owner, const char* path) {
  const ordered_json& options = member(owner, "fcm_options");
  if (!options.is_object() || !options.contains("analytics_label")) return std::nullopt;
  constexpr std::size_t kLabelBytesMax = 50;
  const std::string label = text_of(options, "analytics_label");
  if (label.size() <= kLabelBytesMax && is_topic_name(label)) return std::nullopt;
  return invalid_message(std::string(path) + ".fcm_options.analytics_label",
                         "Invalid analytics label: it must match ^[a-zA-Z0-9-_.~%]{1,50}$.");
}

std::optional<Refusal> check_android_part(const ordered_json& android) {
  if (!android.is_object()) return std::nullopt;
  if (auto refusal = check_ttl(android)) return refusal;
  if (auto refusal = check_android_notification(member(android, "notification"))) return refusal;
  return check_analytics_label(android, "message.android");
}

std::optional<Refusal> check_apns_part(const ordered_json& apns) {
  if (!apns.is_object()) return std::nullopt;
  const ordered_json& headers = member(apns, "headers");
  const auto priority = header_of(headers, "apns-priority");
  if (priority && *priority != "1" && *priority != "5" && *priority != "10") {
    return invalid_message("message.apns.headers", "Invalid apns-priority: it must be 1, 5 or 10.");
  }
  const auto expiration = header_of(headers, "apns-expiration");
  if (expiration && !is_whole_number(*expiration)) {
    return invalid_message("message.apns.headers", "Invalid apns-expiration: it must be a time in seconds.");
  }
  const ordered_json& payload = member(apns, "payload");
  if (payload.is_object() && payload.contains("aps") && !payload["aps"].is_object()) {
    return invalid_message("message.apns.payload", "Invalid APNs payload: aps must be an object.");
  }
  if (payload.is_object() && dump_text(payload).size() > kApnsPayloadBytesMax) {
    Refusal refusal =
        invalid_message("message.apns.payload", "APNs payload is too big", "APNs payload is too big");
    refusal.cause = "pns-payload-too-large";
    return refusal;
  }
  return check_analytics_label(apns, "message.apns");
}

std::optional<Refusal> check_webpush_part(const ordered_json& webpush) {
  if (!webpush.is_object()) return std::nullopt;
  // https://www.rfc-editor.org/rfc/rfc8030#section-5
  constexpr std::array<std::string_view, 4> kUrgencies{"very-low", "low", "normal", "high"};
  constexpr std::size_t kTopicBytesMax = 32;
  const ordered_json& headers = member(webpush, "headers");
  const auto ttl = header_of(headers, "TTL");
  if (ttl && !is_whole_number(*ttl)) {
    return invalid_message("message.webpush.headers", "Invalid TTL: it must be a number of seconds.");
  }
  const auto urgency = header_of(headers, "Urgency");
  if (urgency && std::find(kUrgencies.begin(), kUrgencies.end(), *urgency) == kUrgencies.end()) {
    return invalid_message("message.webpush.headers", "Invalid Urgency: " + excerpt(*urgency));
  }
  const auto topic = header_of(headers, "Topic");
  if (topic && topic->size() > kTopicBytesMax) {
    return invalid_message("message.webpush.headers", "Invalid Topic: it has more than 32 characters.");
  }
  const ordered_json& options = member(webpush, "fcm_options");
  if (options.is_object() && options.contains("link")) {
    const auto link = http::Url::parse(text_of(options, "link"));
    if (!link || link->scheme != "https") {
      return invalid_message("message.webpush.fcm_options.link", "Invalid link: it must be an HTTPS URL.");
    }
  }
  return check_analytics_label(webpush, "message.webpush");
}

}  // namespace droppoint::fakes::fcm
