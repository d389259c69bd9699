#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::auth {

// What a PKCS #12 file (".p12", ".pfx") holds, as far as a push certificate is judged by it.
struct Pkcs12 {
  // Without a certificate inside, or where its encryption cannot be undone here (see read_pkcs12): none.
  std::optional<sim::Time> not_before = {};
  std::optional<sim::Time> not_after = {};
  bool has_private_key = false;
  // SHA-1 of the certificate in upper-case hexadecimal; empty if it could not be read.
  std::string thumbprint = {};
  // The subject's user id, which is the bundle id in Apple's push certificates; empty if it has none.
  std::string user_id = {};
};

// `base64` is the file's text, white space ignored. Fails with "InvalidPkcs12" where it is no such file or
// the password is wrong. A file that the password opens, but whose parts are encrypted with RC2 as older key
// chains write them, counts as having a key when this machine's OpenSSL comes without its legacy algorithms.
Result<Pkcs12> read_pkcs12(std::string_view base64, std::string_view password);

}  // namespace droppoint::auth
