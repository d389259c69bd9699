#pragma once

#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "fakes/auth/openssl_handles.hpp"

namespace droppoint::auth {

// For the sources of this folder only.

// Longer texts are no key that anyone uses; refusing them bounds the work for bytes from outside.
inline constexpr std::size_t kKeyTextBytesMax = 16 * 1024;

// Reads a private key of any kind: PEM, or base64 of its DER. Encrypted keys are refused, never asked about.
Result<KeyHandle> read_private_key(std::string_view text);
// Reads a SubjectPublicKeyInfo in PEM.
Result<KeyHandle> read_public_key(std::string_view pem);

std::string write_private_key(const EVP_PKEY* key);
std::string write_public_key(const EVP_PKEY* key);

// `type` is "EC" or "RSA", `selection` EVP_PKEY_PUBLIC_KEY or EVP_PKEY_KEYPAIR. Null when the parts do not
// fit.
KeyHandle key_from_params(const char* type, int selection, OSSL_PARAM_BLD* build);

// A number of the key by its OpenSSL name, big-endian; padded with zeros to `bytes_min`. Empty when it has
// none of that name.
std::string number_of(const EVP_PKEY* key, const char* name, std::size_t bytes_min);

}  // namespace droppoint::auth
