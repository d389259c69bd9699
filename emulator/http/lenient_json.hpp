#pragma once

#include <string>
#include <string_view>

#include "emulator/result.hpp"

namespace droppoint::http {

// Nesting beyond this is refused.
inline constexpr int kLenientJsonDepthMax = 64;

// Rewrites what Azure's front end reads as JSON into strict JSON (RFC 8259): strings and keys in single
// quotes, keys without quotes, and a comma after the last member. The documented command for linking a
// notification hub sends its body in single quotes, and command-line tools pass it on as it is. Strict JSON
// comes back byte for byte; a byte order mark before it is dropped.
//
// Fails with the code "InvalidJson" and a message that ends in "(line L, column C)", both counted from 1, the
// column in characters. What succeeds is valid JSON in valid UTF-8.
Result<std::string> to_strict_json(std::string_view text);

}  // namespace droppoint::http
