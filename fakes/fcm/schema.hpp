#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "fakes/fcm/google_error.hpp"

namespace droppoint::fakes::fcm {

// Checks a send request against the fields of the Message resource
// (https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages) as a reader of proto3 JSON does:
// names in snake_case or camelCase, null is absent. What is left has snake_case names throughout, except in
// maps.
std::vector<FieldViolation> check_schema(nlohmann::json& request);

}  // namespace droppoint::fakes::fcm
