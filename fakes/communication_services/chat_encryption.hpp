#pragma once

#include <string>
#include <string_view>

#include "emulator/result.hpp"

namespace droppoint::fakes::communication_services {

// The `e` of a chat push: base64 of 0x70, the IV, AES-256-CBC of the text, and HMAC-SHA256 over all of that
// with SHA-256 of the authentication key as its key, as the SDKs of iOS and Android undo it. Keys are 32 raw
// bytes and the IV 16, else the code is "InvalidKeyLength" or "InvalidIvLength".
Result<std::string> encrypt_chat(std::string_view aes_key, std::string_view auth_key, std::string_view iv,
                                 std::string_view plaintext);

}  // namespace droppoint::fakes::communication_services
