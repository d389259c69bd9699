#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/wire/faults.hpp"
#include "fakes/config/object_reader.hpp"

namespace droppoint::control {

// The JSON of a fault, as the control API and the scenario step `fault:`
// have it:
// {"from"?,"to"?,"match":{"method"?,"path"?,"header"?:{},"body"?},"after"?,"times"?,"probability"?,
//  "window"?:{"start"?,"length"?},"respond":{"status","headers"?,"body"?}|"delay":"2s"|"drop":true|"reset":true|
//  "throttle":{"per_second"}|"http2":{…}}, the last as http2_fault_json.hpp has it. Mistakes are appended.
wire::Fault read_fault(const nlohmann::ordered_json& value, const std::string& pointer,
                       std::vector<config::Mistake>& mistakes);

// The same object with its id and how often it matched and struck.
nlohmann::ordered_json to_json(const wire::Fault& fault);

}  // namespace droppoint::control
