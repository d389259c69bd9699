#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"
#include "fakes/config/object_reader.hpp"

namespace droppoint::control {

// The control API's errors: {"error":{"code","message","hint"}}.
http::Response error_response(int status, std::string_view code, std::string_view message,
                              std::string_view hint = {});

// 400 InvalidRequest with the first mistake, which is named by its JSON Pointer.
http::Response mistakes_response(const std::vector<config::Mistake>& mistakes);

}  // namespace droppoint::control
