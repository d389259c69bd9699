#include "fakes/fcm/message_fields.hpp"

#include <array>

// The Message resource as data: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages

namespace droppoint::fakes::fcm {
namespace {

using T = FieldType;

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

constexpr std::array kColor{Field{"red", T::number}, Field{"green", T::number}, Field{"blue", T::number},
                            Field{"alpha", T::number}};
constexpr std::array kLightSettings{Field{"color", T::object, "google.type.Color", kColor},
                                    Field{"light_on_duration", T::duration},
                                    Field{"light_off_duration", T::duration}};

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
    Field{"body_loc_args", T::texts},
    Field{"title_loc_key"},
    Field{"title_loc_args", T::texts},
    Field{"channel_id"},
    Field{"ticker"},
    Field{"sticky", T::boolean},
    Field{"event_time", T::timestamp},
    Field{"local_only", T::boolean},
    Field{"notification_priority",
          T::enumeration,
          "AndroidNotification.NotificationPriority",
          {},
          kNotificationPriorities},
    Field{"default_sound", T::boolean},
    Field{"default_vibrate_timings", T::boolean},
    Field{"default_light_settings", T::boolean},
    Field{"vibrate_timings", T::durations},
    Field{"visibility", T::enumeration, "AndroidNotification.Visibility", {}, kVisibilities},
    Field{"notification_count", T::whole_number},
    Field{"light_settings", T::object, "LightSettings", kLightSettings},
    Field{"image"},
    Field{"proxy", T::enumeration, "AndroidNotification.Proxy", {}, kProxies},
    Field{"bypass_proxy_notification", T::boolean}};
constexpr std::array kAndroid{Field{"collapse_key"},
                              Field{"priority", T::enumeration, "AndroidMessagePriority", {}, kPriorities},
                              Field{"ttl", T::duration},
                              Field{"restricted_package_name"},
                              Field{"data", T::map, "AndroidConfig.DataEntry"},
                              Field{"notification", T::object, "AndroidNotification", kAndroidNotification},
                              Field{"fcm_options", T::object, "AndroidFcmOptions", kFcmOptions},
                              Field{"direct_boot_ok", T::boolean},
                              Field{"bandwidth_constrained_ok", T::boolean},
                              Field{"restricted_satellite_ok", T::boolean}};
constexpr std::array kApns{Field{"headers", T::map, "ApnsConfig.HeadersEntry"},
                           Field{"payload", T::structure, "google.protobuf.Struct"},
                           Field{"fcm_options", T::object, "ApnsFcmOptions", kApnsFcmOptions},
                           Field{"live_activity_token"}};
constexpr std::array kWebpush{Field{"headers", T::map, "WebpushConfig.HeadersEntry"},
                              Field{"data", T::map, "WebpushConfig.DataEntry"},
                              Field{"notification", T::structure, "google.protobuf.Struct"},
                              Field{"fcm_options", T::object, "WebpushFcmOptions", kWebpushFcmOptions}};

constexpr std::array kMessage{Field{"name"},
                              Field{"data", T::map, "Message.DataEntry"},
                              Field{"notification", T::object, "Notification", kNotification},
                              Field{"android", T::object, "AndroidConfig", kAndroid},
                              Field{"webpush", T::object, "WebpushConfig", kWebpush},
                              Field{"apns", T::object, "ApnsConfig", kApns},
                              Field{"fcm_options", T::object, "FcmOptions", kFcmOptions},
                              Field{"token", T::text, {}, {}, {}, "target"},
                              Field{"topic", T::text, {}, {}, {}, "target"},
                              Field{"condition", T::text, {}, {}, {}, "target"},
                              Field{"fid", T::text, {}, {}, {}, "target"}};
constexpr std::array kRequest{Field{"validate_only", T::boolean},
                              Field{"message", T::object, "Message", kMessage}};

}  // namespace

std::span<const Field> send_request_fields() {
  return kRequest;
}

}  // namespace droppoint::fakes::fcm
