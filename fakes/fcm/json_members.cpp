#include "fakes/fcm/json_members.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

template <class Json>
const Json& member_in(const Json& object, const char* name) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  const auto found = object.find(name);
  return found == object.end() ? kNone : *found;
}

template <class Json>
std::string text_in(const Json& object, const char* name) {
  const Json& value = member_in(object, name);
  return value.is_string() ? value.template get<std::string>() : std::string();
}

}  // namespace

const nlohmann::json& member(const nlohmann::json& object, const char* name) {
  return member_in(object, name);
}

const nlohmann::ordered_json& member(const nlohmann::ordered_json& object, const char* name) {
  return member_in(object, name);
}

std::string text_of(const nlohmann::json& object, const char* name) {
  return text_in(object, name);
}

std::string text_of(const nlohmann::ordered_json& object, const char* name) {
  return text_in(object, name);
}

std::string dump_text(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace droppoint::fakes::fcm
