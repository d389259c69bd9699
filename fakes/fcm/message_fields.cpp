#include "fakes/fcm/message_fields.hpp"

#include <array>

// The Message resource as data: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages

namespace droppoint::fakes::fcm {
namespace {

constexpr std::array<std::string_view, 2> kPriorities{"NORMAL", "HIGH"};
constexpr std::array<std::string_view, 6> kNotificationPriorities{"PRIORITY_UNSPECIFIED", "PRIORITY_MIN",
                                                                  "PRIORITY_LOW",         "PRIORITY_DEFAULT",
                                                                  "PRIORITY_HIGH",        "PRIORITY_MAX"};
constexpr std::array<std::string_view, 4> kVisibilities{"VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC",
                                                        "SECRET"};
constexpr std::array<std::string_view, 4> kProxies{"PROXY_UNSPECIFIED", "ALLOW", "DENY",
                                                   "IF_PRIORITY_LOWERED"};

constexpr std::array kFcmOptions{Field{"analytics_label"}};
constexpr std::array kApnsFcmOptions{Field{"analytics_label"}, Field{"image"}};
constexpr std::array kWebpushFcmOptions{Field{"link"}, Field{"analytics_label"}};

constexpr std::array kColor{Field{"red", FieldType::number}, Field{"green", FieldType::number},
                            Field{"blue", FieldType::number}, Field{"alpha", FieldType::number}};
constexpr std::array kLightSettings{Field{"color", FieldType::object, "google.type.Color", kColor},
                                    Field{"light_on_duration", FieldType::duration},
                                    Field{"light_off_duration", FieldType::duration}};

constexpr std::array kNotification{Field{"title"}, Field{"body"}, Field{"image"}};
constexpr std::array kAndroidNotification{
    Field{"title"},
    Field{"body"},
    Field{"icon"},
    Field{"color"},
    Field{"sound"},
    Field{"tag"},
    Field{"click_action"},
    Field{"body_loc_key"},
    Field{"body_loc_args", FieldType::texts},
    Field{"title_loc_key"},
    Field{"title_loc_args", FieldType::texts},
    Field{"channel_id"},
    Field{"ticker"},
    Field{"sticky", FieldType::boolean},
    Field{"event_time", FieldType::timestamp},
    Field{"local_only", FieldType::boolean},
    Field{"notification_priority",
          FieldType::enumeration,
          "AndroidNotification.NotificationPriority",
          {},
          kNotificationPriorities},
    Field{"default_sound", FieldType::boolean},
    Field{"default_vibrate_timings", FieldType::boolean},
    Field{"default_light_settings", FieldType::boolean},
    Field{"vibrate_timings", FieldType::durations},
    Field{"visibility", FieldType::enumeration, "AndroidNotification.Visibility", {}, kVisibilities},
    Field{"notification_count", FieldType::whole_number},
    Field{"light_settings", FieldType::object, "LightSettings", kLightSettings},
    Field{"image"},
    Field{"proxy", FieldType::enumeration, "AndroidNotification.Proxy", {}, kProxies},
    Field{"bypass_proxy_notification", FieldType::boolean}};
constexpr std::array kAndroid{
    Field{"collapse_key"},
    Field{"priority", FieldType::enumeration, "AndroidMessagePriority", {}, kPriorities},
    Field{"ttl", FieldType::duration},
    Field{"restricted_package_name"},
    Field{"data", FieldType::map, "AndroidConfig.DataEntry"},
    Field{"notification", FieldType::object, "AndroidNotification", kAndroidNotification},
    Field{"fcm_options", FieldType::object, "AndroidFcmOptions", kFcmOptions},
    Field{"direct_boot_ok", FieldType::boolean},
    Field{"bandwidth_constrained_ok", FieldType::boolean},
    Field{"restricted_satellite_ok", FieldType::boolean}};
constexpr std::array kApns{Field{"headers", FieldType::map, "ApnsConfig.HeadersEntry"},
                           Field{"payload", FieldType::structure, "google.protobuf.Struct"},
                           Field{"fcm_options", FieldType::object, "ApnsFcmOptions", kApnsFcmOptions},
                           Field{"live_activity_token"}};
constexpr std::array kWebpush{
    Field{"headers", FieldType::map, "WebpushConfig.HeadersEntry"},
    Field{"data", FieldType::map, "WebpushConfig.DataEntry"},
    Field{"notification", FieldType::structure, "google.protobuf.Struct"},
    Field{"fcm_options", FieldType::object, "WebpushFcmOptions", kWebpushFcmOptions}};

constexpr std::array kMessage{Field{"name"},
                              Field{"data", FieldType::map, "Message.DataEntry"},
                              Field{"notification", FieldType::object, "Notification", kNotification},
                              Field{"android", FieldType::object, "AndroidConfig", kAndroid},
                              Field{"webpush", FieldType::object, "WebpushConfig", kWebpush},
                              Field{"apns", FieldType::object, "ApnsConfig", kApns},
                              Field{"fcm_options", FieldType::object, "FcmOptions", kFcmOptions},
                              Field{"token", FieldType::text, {}, {}, {}, "target"},
                              Field{"topic", FieldType::text, {}, {}, {}, "target"},
                              Field{"condition", FieldType::text, {}, {}, {}, "target"},
                              Field{"fid", FieldType::text, {}, {}, {}, "target"}};
constexpr std::array kRequest{Field{"validate_only", FieldType::boolean},
                              Field{"message", FieldType::object, "Message", kMessage}};

}  // namespace

std::span<const Field> send_request_fields() {
  return kRequest;
}

}  // namespace droppoint::fakes::fcm
