#pragma once

// For the sources of this folder only: it includes json.hpp.

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {

// The member if it is a text.
inline std::optional<std::string> text_member(const nlohmann::json& object, std::string_view name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

// Whether the member is there, and not null, but of another type.
inline bool is_other_than(const nlohmann::json& object, std::string_view name, nlohmann::json::value_t type) {
  const auto found = object.find(name);
  return found != object.end() && !found->is_null() && found->type() != type;
}

}  // namespace droppoint::fakes::communication_services
