#pragma once

#include <span>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "fakes/fcm/google_error.hpp"
#include "fakes/fcm/message_fields.hpp"

namespace droppoint::fakes::fcm {

// Checks an object against fields as a reader of proto3 JSON does
// (https://protobuf.dev/programming-guides/json): names in snake_case or camelCase, null is absent, numbers
// and truth values may be texts, enumerations in either case or by number. What is left has snake_case names
// throughout, except in maps and structures, numbers as numbers, and enumerations by their names in upper
// case.
std::vector<FieldViolation> check_schema(nlohmann::ordered_json& object, std::span<const Field> fields);

}  // namespace droppoint::fakes::fcm
