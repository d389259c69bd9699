#include "fakes/fcm/legacy_message.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/form.hpp"
#include "fakes/fcm/json_members.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;
using Legacy400 = tl::unexpected<std::string>;

constexpr std::size_t kMulticastMax = 1000;
constexpr std::string_view kTopicsPrefix = "/topics/";

struct LegacyField {
  const char* name;
  bool (*fits)(const ordered_json& value);
  std::string_view type;
};

bool is_text(const ordered_json& value) {
  return value.is_string();
}
bool is_flag(const ordered_json& value) {
  return value.is_boolean();
}
bool is_list(const ordered_json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), is_text);
}
bool is_map(const ordered_json& value) {
  return value.is_object();
}
bool is_count(const ordered_json& value) {
  return value.is_number_integer();
}

// Members that are not here were ignored.
constexpr std::array kLegacyFields{
    LegacyField{"to", &is_text, "string"},
    LegacyField{"registration_ids", &is_list, "array"},
    LegacyField{"condition", &is_text, "string"},
    LegacyField{"collapse_key", &is_text, "string"},
    LegacyField{"priority", &is_text, "string"},
    LegacyField{"content_available", &is_flag, "boolean"},
    LegacyField{"mutable_content", &is_flag, "boolean"},
    LegacyField{"time_to_live", &is_count, "number"},
    LegacyField{"restricted_package_name", &is_text, "string"},
    LegacyField{"dry_run", &is_flag, "boolean"},
    LegacyField{"data", &is_map, "object"},
    LegacyField{"notification", &is_map, "object"},
};

// Empty, or the text of a 400.
std::string check_types(const ordered_json& json) {
  for (const LegacyField& field : kLegacyFields) {
    const ordered_json& value = member(json, field.name);
    if (value.is_null() || field.fits(value)) continue;
    return "Field \"" + std::string(field.name) + "\" must be a JSON " + std::string(field.type) + ": " +
           excerpt(dump_text(value)) + "\n";
  }
  return {};
}

std::string check_target_fields(const ordered_json& json) {
  const bool to = json.contains("to");
  const bool many = json.contains("registration_ids");
  const bool condition = json.contains("condition");
  if (to && many) return "Must use either \"registration_ids\" field or \"to\" field, not both\n";
  if (condition && (to || many)) {
    return "Must use either \"condition\" field or \"to\" and \"registration_ids\" fields, not both\n";
  }
  if (!many) return {};
  const std::size_t count = json["registration_ids"].size();
  if (count == 0) return "\"registration_ids\" field cannot be empty\n";
  if (count <= kMulticastMax) return {};
  return "Number of messages on bulk (" + std::to_string(count) + ") exceeds maximum allowed (" +
         std::to_string(kMulticastMax) + ")\n";
}

// Values that are no texts became texts.
ordered_json data_of_legacy(const ordered_json& json) {
  ordered_json data = member(json, "data");
  if (!data.is_object()) return data;
  for (auto item = data.begin(); item != data.end(); ++item) {
    if (!item->is_string()) *item = dump_text(*item);
  }
  return data;
}

ordered_json notification_of_legacy(const ordered_json& json) {
  ordered_json notification = member(json, "notification");
  if (!notification.is_object() || !notification.contains("android_channel_id")) return notification;
  notification["channel_id"] = notification["android_channel_id"];
  notification.erase("android_channel_id");
  return notification;
}

std::string error_of_message(const ordered_json& json, const ordered_json& data,
                             const ordered_json& notification, std::size_t bytes_max) {
  const std::int64_t ttl = json.value("time_to_live", kTtlSecondsMax);
  if (ttl < 0 || ttl > kTtlSecondsMax) return "InvalidTtl";
  const std::string priority = text_of(json, "priority");
  if (!priority.empty() && priority != "normal" && priority != "high") return "InvalidParameters";
  if (data.is_object()) {
    for (auto item = data.begin(); item != data.end(); ++item) {
      if (is_reserved_data_key(item.key())) return "InvalidDataKey";
    }
  }
  return payload_bytes(data) + payload_bytes(notification) > bytes_max ? "MessageTooBig" : "";
}

void read_receivers(const ordered_json& json, LegacyMessage& message) {
  if (json.contains("condition")) {
    auto condition = Condition::parse(text_of(json, "condition"));
    if (!condition) message.error = "InvalidParameters";
    if (condition) message.by_topic.condition = std::move(*condition);
    return;
  }
  const std::string to = text_of(json, "to");
  if (to.starts_with(kTopicsPrefix)) {
    message.by_topic.topic = to.substr(kTopicsPrefix.size());
    if (!is_topic_name(message.by_topic.topic)) message.error = "InvalidParameters";
    return;
  }
  for (const ordered_json& token : member(json, "registration_ids")) {
    message.tokens.push_back(token.get<std::string>());
  }
  // Without a receiver there is one that is missing.
  if (message.tokens.empty()) message.tokens.push_back(to);
}

tl::expected<LegacyMessage, std::string> read_legacy(ordered_json json, const Limits& limits) {
  // null was as good as absent.
  for (const LegacyField& field : kLegacyFields) {
    if (json.contains(field.name) && json[field.name].is_null()) json.erase(field.name);
  }
  if (std::string why = check_types(json); !why.empty()) return Legacy400(std::move(why));
  if (std::string why = check_target_fields(json); !why.empty()) return Legacy400(std::move(why));
  LegacyMessage message{.dry_run = json.value("dry_run", false),
                        .restricted_package = text_of(json, "restricted_package_name")};
  read_receivers(json, message);
  ordered_json data = data_of_legacy(json);
  ordered_json notification = notification_of_legacy(json);
  const std::size_t most = message.tokens.empty() ? limits.topic_payload_bytes : limits.payload_bytes;
  if (message.error.empty()) message.error = error_of_message(json, data, notification, most);
  if (!message.error.empty()) return message;
  if (json.contains("time_to_live")) {
    message.content.ttl = std::chrono::seconds(json["time_to_live"].get<std::int64_t>());
  }
  if (json.contains("collapse_key")) message.content.collapse_key = text_of(json, "collapse_key");
  // Notification messages were sent with high priority unless they said otherwise, data messages with normal.
  const std::string priority = text_of(json, "priority");
  message.content.high_priority = priority.empty() ? notification.is_object() : priority == "high";
  ordered_json payload = ordered_json::object();
  if (data.is_object()) payload["data"] = std::move(data);
  if (notification.is_object()) payload["notification"] = std::move(notification);
  message.content.payload = dump_text(payload);
  return message;
}

}  // namespace

tl::expected<LegacyMessage, std::string> read_legacy_json(std::string_view body, const Limits& limits) {
  ordered_json json = ordered_json::parse(body, nullptr, false);
  if (!json.is_object()) return Legacy400("JSON_PARSING_ERROR: " + excerpt(body) + "\n");
  return read_legacy(std::move(json), limits);
}

tl::expected<LegacyMessage, std::string> read_legacy_form(std::string_view body, const Limits& limits) {
  constexpr std::string_view kDataPrefix = "data.";
  const auto form = http::Form::parse(body);
  if (!form) return Legacy400(form.error().message + "\n");
  ordered_json json = ordered_json::object();
  for (const http::FormItem& item : form->items()) {
    if (item.name.starts_with(kDataPrefix)) {
      json["data"][item.name.substr(kDataPrefix.size())] = item.value;
    } else if (item.name == "registration_id") {
      json["to"] = item.value;
    } else if (item.name == "dry_run") {
      json["dry_run"] = item.value == "1" || item.value == "true";
    } else if (item.name == "time_to_live") {
      std::int64_t seconds = -1;
      std::from_chars(item.value.data(), item.value.data() + item.value.size(), seconds);
      json["time_to_live"] = seconds;
    } else if (item.name == "collapse_key" || item.name == "priority" ||
               item.name == "restricted_package_name") {
      json[item.name] = item.value;
    }
  }
  auto message = read_legacy(std::move(json), limits);
  if (message) message->form = true;
  return message;
}

}  // namespace droppoint::fakes::fcm
