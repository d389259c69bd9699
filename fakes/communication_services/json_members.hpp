#pragma once

// For the sources of this folder only: it includes json.hpp.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "fakes/config/object_reader.hpp"

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

// The first member that is none of `known`, with what was probably meant.
inline std::optional<Error> unknown_member(const nlohmann::json& object, std::string_view what,
                                           const std::vector<std::string>& known) {
  for (const auto& [name, value] : object.items()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    return Error{"InvalidRequest", std::string(what) + " has no \"" + name + "\".",
                 config::suggestion(name, known)};
  }
  return std::nullopt;
}

}  // namespace droppoint::fakes::communication_services
