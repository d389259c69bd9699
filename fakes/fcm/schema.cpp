#include "fakes/fcm/schema.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::json;

enum class Type : std::uint8_t { text, boolean, number, texts, map, any_object, object, priority };

struct Field {
  std::string_view name;
  Type type = Type::text;
  std::span<const Field> fields = {};
};

constexpr std::array kFcmOptions{Field{"analytics_label"}, Field{"image"}, Field{"link"}};
constexpr std::array kNotification{Field{"title"}, Field{"body"}, Field{"image"}};
constexpr std::array kAndroidNotification{Field{"title"},
                                          Field{"body"},
                                          Field{"icon"},
                                          Field{"color"},
                                          Field{"sound"},
                                          Field{"tag"},
                                          Field{"click_action"},
                                          Field{"body_loc_key"},
                                          Field{"body_loc_args", Type::texts},
                                          Field{"title_loc_key"},
                                          Field{"title_loc_args", Type::texts},
                                          Field{"channel_id"},
                                          Field{"ticker"},
                                          Field{"sticky", Type::boolean},
                                          Field{"event_time"},
                                          Field{"local_only", Type::boolean},
                                          Field{"notification_priority"},
                                          Field{"default_sound", Type::boolean},
                                          Field{"default_vibrate_timings", Type::boolean},
                                          Field{"default_light_settings", Type::boolean},
                                          Field{"vibrate_timings", Type::texts},
                                          Field{"visibility"},
                                          Field{"notification_count", Type::number},
                                          Field{"light_settings", Type::any_object},
                                          Field{"image"},
                                          Field{"proxy"},
                                          Field{"bypass_proxy_notification", Type::boolean}};
constexpr std::array kAndroid{Field{"collapse_key"},
                              Field{"priority", Type::priority},
                              Field{"ttl"},
                              Field{"restricted_package_name"},
                              Field{"data", Type::map},
                              Field{"notification", Type::object, kAndroidNotification},
                              Field{"fcm_options", Type::object, kFcmOptions},
                              Field{"direct_boot_ok", Type::boolean},
                              Field{"bandwidth_constrained_ok", Type::boolean},
                              Field{"restricted_satellite_ok", Type::boolean}};
constexpr std::array kApns{Field{"headers", Type::map}, Field{"payload", Type::any_object},
                           Field{"fcm_options", Type::object, kFcmOptions}, Field{"live_activity_token"}};
constexpr std::array kWebpush{Field{"headers", Type::map}, Field{"data", Type::map},
                              Field{"notification", Type::any_object},
                              Field{"fcm_options", Type::object, kFcmOptions}};
constexpr std::array kMessage{Field{"name"},
                              Field{"data", Type::map},
                              Field{"notification", Type::object, kNotification},
                              Field{"android", Type::object, kAndroid},
                              Field{"webpush", Type::object, kWebpush},
                              Field{"apns", Type::object, kApns},
                              Field{"fcm_options", Type::object, kFcmOptions},
                              Field{"token"},
                              Field{"topic"},
                              Field{"condition"},
                              Field{"fid"}};
constexpr std::array kRequest{Field{"validate_only", Type::boolean},
                              Field{"message", Type::object, kMessage}};

std::string snake_case(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      result += '_';
      result += static_cast<char>(c - 'A' + 'a');
    } else {
      result += c;
    }
  }
  return result;
}

bool is_text(const json& value) {
  return value.is_string();
}

class Checker {
 public:
  void object(json& value, std::span<const Field> fields, const std::string& path) {
    json renamed = json::object();
    for (auto item = value.begin(); item != value.end(); ++item) {
      if (item->is_null()) continue;
      const std::string name = snake_case(item.key());
      const auto field = std::find_if(fields.begin(), fields.end(),
                                      [&name](const Field& each) { return each.name == name; });
      if (field == fields.end()) {
        add(path, "Invalid JSON payload received. Unknown name \"" + item.key() + "\"" +
                      (path.empty() ? "" : " at '" + path + "'") + ": Cannot find field.");
        continue;
      }
      check(*item, *field, path.empty() ? name : path + '.' + name);
      renamed[name] = std::move(*item);
    }
    value = std::move(renamed);
  }

  std::vector<FieldViolation> violations;

 private:
  void add(const std::string& path, std::string description) {
    violations.push_back({path, std::move(description)});
  }
  void wrong(const std::string& path, std::string_view type, const json& value) {
    add(path, "Invalid value at '" + path + "' (" + std::string(type) + "), " +
                  value.dump(-1, ' ', false, json::error_handler_t::replace));
  }

  void map(const json& value, const std::string& path) {
    std::size_t index = 0;
    for (const json& each : value) {
      if (!is_text(each)) wrong(path + '[' + std::to_string(index) + "].value", "TYPE_STRING", each);
      ++index;
    }
  }

  void check(json& value, const Field& field, const std::string& path) {
    switch (field.type) {
      case Type::text:
        if (!value.is_string()) wrong(path, "TYPE_STRING", value);
        return;
      case Type::boolean:
        if (!value.is_boolean()) wrong(path, "TYPE_BOOL", value);
        return;
      case Type::number:
        if (!value.is_number_integer()) wrong(path, "TYPE_INT32", value);
        return;
      case Type::texts:
        if (!value.is_array() || !std::all_of(value.begin(), value.end(), is_text)) {
          wrong(path, "TYPE_STRING", value);
        }
        return;
      case Type::priority:
        check_priority(value, path);
        return;
      default:
        break;
    }
    if (!value.is_object()) {
      wrong(path, "TYPE_MESSAGE", value);
    } else if (field.type == Type::map) {
      map(value, path);
    } else if (field.type == Type::object) {
      object(value, field.fields, path);
    }
  }

  // Google's clients write it in lower case, so case does not matter.
  void check_priority(json& value, const std::string& path) {
    std::string text = value.is_string() ? value.get<std::string>() : std::string();
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (text == "normal" || text == "high") {
      value = text;
    } else {
      wrong(path, "type.googleapis.com/google.firebase.fcm.v1.AndroidMessagePriority", value);
    }
  }
};

}  // namespace

std::vector<FieldViolation> check_schema(json& request) {
  Checker checker;
  checker.object(request, kRequest, {});
  return std::move(checker.violations);
}

}  // namespace droppoint::fakes::fcm
