#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/sim/time.hpp"

// Single values of proto3 JSON (https://protobuf.dev/programming-guides/json).

namespace droppoint::fakes::fcm {

// "3600s", "1.5s", "-1s": at most 315,576,000,000 seconds, with up to nine digits behind the point. Nothing
// for any other form. What no sim::Duration can hold is cut to the longest one.
std::optional<sim::Duration> parse_proto_duration(std::string_view text);

// RFC 3339 with a zone.
bool is_proto_timestamp(std::string_view text);

// Each makes the value what it stands for, or is false.
bool read_proto_boolean(nlohmann::ordered_json& value);
bool read_proto_int32(nlohmann::ordered_json& value);
bool read_proto_number(nlohmann::ordered_json& value);

}  // namespace droppoint::fakes::fcm
