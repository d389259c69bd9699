#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "fakes/fcm/google_error.hpp"

// What FCM finds wrong in a message that its JSON reader took. `message` has been through check_schema().

namespace droppoint::fakes::fcm {

std::optional<Refusal> check_data_keys(const nlohmann::ordered_json& message);
std::optional<Refusal> check_android_part(const nlohmann::ordered_json& android);
std::optional<Refusal> check_apns_part(const nlohmann::ordered_json& apns);
std::optional<Refusal> check_webpush_part(const nlohmann::ordered_json& webpush);
// `path` is that of the object that has the options.
std::optional<Refusal> check_analytics_label(const nlohmann::ordered_json& owner, const char* path);

}  // namespace droppoint::fakes::fcm
