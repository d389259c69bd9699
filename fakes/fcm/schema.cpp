#include "fakes/fcm/schema.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/http/headers.hpp"
#include "fakes/fcm/json_members.hpp"
#include "fakes/fcm/proto_values.hpp"

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

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

std::string full_type_name(std::string_view name) {
  const std::string package = name.starts_with("google.") ? "" : "google.firebase.fcm.v1.";
  return "type.googleapis.com/" + package + std::string(name);
}

bool holds_members(FieldType type) {
  return type == FieldType::object || type == FieldType::map || type == FieldType::structure;
}

// Where a value stands: its own path, and how its parent is called in messages about names.
struct Place {
  std::string path;
  std::string parent;
  std::string name;
};

class SchemaChecker {
 public:
  void object(ordered_json& value, std::span<const Field> fields, const std::string& path) {
    ordered_json renamed = ordered_json::object();
    std::vector<std::string_view> set;
    for (auto item = value.begin(); item != value.end(); ++item) {
      if (item->is_null()) continue;
      const std::string name = snake_case(item.key());
      const auto field = std::find_if(fields.begin(), fields.end(),
                                      [&name](const Field& each) { return each.name == name; });
      if (field == fields.end()) {
        unknown_name(path, item.key(), "Cannot find field.");
        continue;
      }
      if (!field->oneof.empty() && std::find(set.begin(), set.end(), field->oneof) != set.end()) {
        add(path, "Invalid value at '" + path + "' (oneof), oneof field '" + std::string(field->oneof) +
                      "' is already set. Cannot set '" + item.key() + "'");
        continue;
      }
      if (!field->oneof.empty()) set.push_back(field->oneof);
      check(*item, *field, {path.empty() ? name : path + '.' + name, path, item.key()});
      renamed[name] = std::move(*item);
    }
    value = std::move(renamed);
  }

  std::vector<FieldViolation> violations;

 private:
  void add(const std::string& path, std::string description) {
    violations.push_back({path, std::move(description)});
  }
  void unknown_name(const std::string& parent, const std::string& name, std::string_view why) {
    add(parent, "Invalid JSON payload received. Unknown name \"" + name + "\"" +
                    (parent.empty() ? "" : " at '" + parent + "'") + ": " + std::string(why));
  }
  void wrong(const std::string& path, std::string_view type, const ordered_json& value,
             std::string_view why = {}) {
    add(path, "Invalid value at '" + path + "' (" + std::string(type) + "), " +
                  (why.empty() ? dump_text(value) : std::string(why)));
  }

  // The members of an object where a single value should be are names that nobody knows.
  void members_unknown(const ordered_json& value, const std::string& path) {
    for (auto item = value.begin(); item != value.end(); ++item) {
      unknown_name(path, item.key(), "Cannot find field.");
    }
  }

  void text(const ordered_json& value, const std::string& path) {
    if (value.is_object() && !value.empty()) return members_unknown(value, path);
    if (!value.is_string()) wrong(path, "TYPE_STRING", value);
  }

  void map(const ordered_json& value, const std::string& path) {
    std::size_t index = 0;
    for (const ordered_json& each : value) text(each, path + '[' + std::to_string(index++) + "].value");
  }

  void duration(const ordered_json& value, const Place& place) {
    constexpr std::string_view kType = "type.googleapis.com/google.protobuf.Duration";
    if (!value.is_string()) return wrong(place.path, kType, value);
    if (parse_proto_duration(value.get_ref<const std::string&>())) return;
    wrong(place.path, kType, value,
          "Field '" + place.name + "', Illegal duration format; duration must end with 's'");
  }

  void timestamp(const ordered_json& value, const Place& place) {
    constexpr std::string_view kType = "type.googleapis.com/google.protobuf.Timestamp";
    if (!value.is_string()) return wrong(place.path, kType, value);
    if (is_proto_timestamp(value.get_ref<const std::string&>())) return;
    wrong(place.path, kType, value, "Field '" + place.name + "', Invalid time format: Failed to parse input");
  }

  // Google's own clients write some of them in lower case, so case does not matter.
  void enumeration(ordered_json& value, const Field& field, const std::string& path) {
    if (value.is_number_integer()) {
      const auto number = value.get<std::int64_t>();
      if (number >= 0 && number < static_cast<std::int64_t>(field.values.size())) {
        value = std::string(field.values[static_cast<std::size_t>(number)]);
        return;
      }
    } else if (value.is_string()) {
      for (const std::string_view known : field.values) {
        if (!http::equal_ignoring_case(known, value.get_ref<const std::string&>())) continue;
        value = std::string(known);
        return;
      }
    }
    wrong(path, full_type_name(field.type_name), value);
  }

  void list(ordered_json& value, const Field& field, const Place& place) {
    std::size_t index = 0;
    for (ordered_json& each : value) {
      const Place at{place.path + '[' + std::to_string(index++) + ']', place.path, place.name};
      if (field.type == FieldType::texts) {
        text(each, at.path);
      } else {
        duration(each, at);
      }
    }
  }

  void check(ordered_json& value, const Field& field, const Place& place) {
    const bool repeated = field.type == FieldType::texts || field.type == FieldType::durations;
    if (value.is_array() && !repeated) {
      return unknown_name(place.parent, place.name, "Proto field is not repeating, cannot start list.");
    }
    if (holds_members(field.type)) {
      if (!value.is_object()) return wrong(place.path, full_type_name(field.type_name), value);
      if (field.type == FieldType::map) map(value, place.path);
      if (field.type == FieldType::object) object(value, field.fields, place.path);
      return;
    }
    if (repeated) {
      if (value.is_array()) return list(value, field, place);
      return wrong(place.path, "TYPE_STRING", value);
    }
    check_scalar(value, field, place);
  }

  void check_scalar(ordered_json& value, const Field& field, const Place& place) {
    switch (field.type) {
      case FieldType::boolean:
        if (!read_proto_boolean(value)) wrong(place.path, "TYPE_BOOL", value);
        return;
      case FieldType::whole_number:
        if (!read_proto_int32(value)) wrong(place.path, "TYPE_INT32", value);
        return;
      case FieldType::number:
        if (!read_proto_number(value)) wrong(place.path, "TYPE_FLOAT", value);
        return;
      case FieldType::duration:
        return duration(value, place);
      case FieldType::timestamp:
        return timestamp(value, place);
      case FieldType::enumeration:
        return enumeration(value, field, place.path);
      default:
        return text(value, place.path);
    }
  }
};

}  // namespace

std::vector<FieldViolation> check_schema(ordered_json& object, std::span<const Field> fields) {
  SchemaChecker checker;
  checker.object(object, fields, {});
  return std::move(checker.violations);
}

}  // namespace droppoint::fakes::fcm
