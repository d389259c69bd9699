#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"
#include "emulator/result.hpp"
#include "fakes/devices/device.hpp"

// The JSON of the control API's /devices (contract: docs/control-api.yaml).

namespace droppoint::fakes::devices {

// {"error":{"code","message","hint"}}
http::Response error_answer(int status, const Error& error);
http::Response json_answer(int status, const nlohmann::ordered_json& json);

nlohmann::ordered_json to_json(const Device& device);
// {"trace","kind","by","received_at","payload","headers","screen"}, and what it says about a "call"; a
// payload that is no JSON is a text.
nlohmann::ordered_json to_json(const Record& record);

// As `xcrun simctl push` takes it: the payload with `Simulator Target Bundle`.
nlohmann::ordered_json to_simulator_push(const Record& record, std::string_view app);
// The data map of an FCM message.
nlohmann::ordered_json to_data_map(const Record& record);

}  // namespace droppoint::fakes::devices
