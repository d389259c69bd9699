#pragma once

#include <string>
#include <string_view>

#include "emulator/http/message.hpp"

namespace droppoint::http {

// These set Content-Type and nothing else: `date` and `content-length` are written by whoever knows the time.
Response text_response(int status, std::string_view content_type, std::string text);
// `json_text` is sent as it is.
Response json_response(int status, std::string json_text,
                       std::string_view content_type = "application/json; charset=utf-8");
// No body and no header.
Response empty_response(int status);

}  // namespace droppoint::http
