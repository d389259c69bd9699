#include "fakes/resource_manager/fields.hpp"

#include <utility>

#include "emulator/http/headers.hpp"
#include "emulator/http/lenient_json.hpp"
#include "emulator/http/text.hpp"
#include "fakes/resource_manager/arm_error.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

Fields Fields::of_body(const http::Body& body) {
  Fields none(std::make_shared<const Json>(Json::object()), "",
              std::make_shared<std::optional<http::Response>>());
  if (http::trim(http::bytes_of(body)).empty()) return none;
  const auto strict = http::to_strict_json(http::bytes_of(body));
  if (!strict) {
    none.mistake("InvalidRequestContent",
                 "The request content was invalid and could not be deserialized: " + strict.error().message);
    return none;
  }
  auto json = Json::parse(*strict, nullptr, false);
  if (!json.is_object()) {
    none.mistake("InvalidRequestContent", "The request content must be a JSON object.");
    return none;
  }
  none.json_ = std::make_shared<const Json>(std::move(json));
  return none;
}

const Json* Fields::find(std::string_view name) const {
  const Json* other_case = nullptr;
  for (const auto& [key, value] : json_->items()) {
    if (value.is_null()) continue;
    if (key == name) return &value;
    if (other_case == nullptr && http::equal_ignoring_case(key, name)) other_case = &value;
  }
  return other_case;
}

bool Fields::is_null(std::string_view name) const {
  for (const auto& [key, value] : json_->items())
    if (value.is_null() && http::equal_ignoring_case(key, name)) return find(name) == nullptr;
  return false;
}

bool Fields::is_empty(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return true;
  if (value->is_string()) return value->get_ref<const std::string&>().empty();
  if (value->is_boolean()) return !value->get<bool>();
  return value->is_structured() && value->empty();
}

std::optional<std::string> Fields::text(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    wrong_type(name, "a string");
    return std::nullopt;
  }
  return value->get<std::string>();
}

std::string Fields::required_text(std::string_view name) const {
  auto value = text(name);
  if (!value || value->empty())
    mistake("InvalidRequestContent", "The required property '" + path_of(name) + "' is missing or empty.",
            path_of(name));
  return std::move(value).value_or("");
}

std::optional<std::vector<std::string>> Fields::texts(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  std::vector<std::string> all;
  if (value->is_array()) {
    for (const Json& item : *value)
      if (item.is_string()) all.push_back(item.get<std::string>());
  }
  if (!value->is_array() || all.size() != value->size()) {
    wrong_type(name, "an array of strings");
    return std::nullopt;
  }
  return all;
}

std::optional<Tags> Fields::tags(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  Tags tags;
  if (value->is_object()) {
    for (const auto& [key, item] : value->items())
      if (item.is_string()) tags.insert_or_assign(key, item.get<std::string>());
  }
  if (!value->is_object() || tags.size() != value->size()) {
    wrong_type(name, "an object of strings");
    return std::nullopt;
  }
  return tags;
}

Fields Fields::object(std::string_view name) const {
  const Json* value = find(name);
  const bool usable = value != nullptr && value->is_object();
  if (value != nullptr && !usable) wrong_type(name, "an object");
  return Fields(std::make_shared<const Json>(usable ? *value : Json::object()), path_of(name), refusal_);
}

void Fields::mistake(std::string_view code, std::string_view message, std::string_view target) const {
  if (!*refusal_) *refusal_ = refuse(400, code, message, target);
}

std::string Fields::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
}

void Fields::wrong_type(std::string_view name, std::string_view expected) const {
  mistake("InvalidRequestContent",
          "The property '" + path_of(name) + "' must be " + std::string(expected) + ".", path_of(name));
}

}  // namespace droppoint::fakes::resource_manager
