#pragma once

#include <string>
#include <string_view>

#include "emulator/http/text.hpp"

namespace droppoint::journal {

// A body as JSON shows it: "utf-8" where its bytes are valid UTF-8 (nothing is lost), else "base64".
struct EncodedBody {
  std::string text;
  std::string_view encoding;
};
EncodedBody encode_body(std::string_view bytes);

// Bytes that are valid UTF-8 as they are; otherwise each byte as the Latin-1 character of its value, which is
// how header fields are read (RFC 9110, 5.5).
std::string to_utf8(std::string_view bytes);

using http::is_utf8;

}  // namespace droppoint::journal
