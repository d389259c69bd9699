#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/wire/http2_fault.hpp"
#include "fakes/config/object_reader.hpp"

namespace droppoint::control {

// What a fault has under `http2`, exactly one of:
// {"goaway":{"reason"?,"error"?,"last_stream"?:"previous"|"this"|N}}, {"rst_stream":{"error"}},
// {"settings":{"max_concurrent_streams"}}, {"window":"stall"}, {"ping":"ignore"}, {"close":"idle"}.
// Mistakes are appended.
wire::Http2Effect read_http2_effect(const nlohmann::ordered_json& value, const std::string& pointer,
                                    std::vector<config::Mistake>& mistakes);

nlohmann::ordered_json to_json(const wire::Http2Effect& effect);

}  // namespace droppoint::control
