#pragma once

#include <string>
#include <string_view>

#include "emulator/result.hpp"

namespace droppoint::auth {

inline constexpr std::size_t kAes256KeyBytes = 32;
inline constexpr std::size_t kAesBlockBytes = 16;

// AES-256-CBC with PKCS#7 padding. `key` is 32 bytes and `iv` 16, else the code is "InvalidKeyLength" or
// "InvalidIvLength": both come from devices.
Result<std::string> aes256_cbc_encrypt(std::string_view key, std::string_view iv, std::string_view plaintext);

// Also "InvalidCiphertext", when the length or the padding is wrong.
Result<std::string> aes256_cbc_decrypt(std::string_view key, std::string_view iv,
                                       std::string_view ciphertext);

}  // namespace droppoint::auth
