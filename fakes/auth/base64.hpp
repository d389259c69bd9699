#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace droppoint::auth {

// RFC 4648, section 4: with padding, as keys and SAS or HMAC signatures are written.
std::string base64_encode(std::string_view bytes);

// Strict: nothing but the alphabet, complete padding, and unused bits of zero, so that each value has exactly
// one text. The empty text is the empty value.
std::optional<std::string> base64_decode(std::string_view text);

// RFC 4648, section 5, without padding, as in JSON Web Tokens (RFC 7515, section 2).
std::string base64url_encode(std::string_view bytes);
// As strict as base64_decode; padding is refused.
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace droppoint::auth
