#pragma once

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"

namespace droppoint::fakes::resource_manager {

// Members in the order in which they were put in.
using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 (a decoded path) become U+FFFD.
http::Response json_answer(int status, const Json& json);

}  // namespace droppoint::fakes::resource_manager
