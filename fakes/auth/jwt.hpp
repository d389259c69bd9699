#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "fakes/auth/key.hpp"

namespace droppoint::auth {

// Longer tokens are refused before they are decoded.
inline constexpr std::size_t kJwtBytesMax = 16 * 1024;

// A JSON Web Token in its compact form (RFC 7515, section 7.1), taken apart but not verified.
struct JwtParts {
  std::string header;         // JSON text, an object
  std::string claims;         // JSON text, an object
  std::string signature;      // raw bytes; empty when the third part is
  std::string signing_input;  // the first two parts as received

  // Of the header. `critical` says that it names extensions which a verifier must know ("crit").
  std::string alg;
  std::optional<std::string> typ;
  std::optional<std::string> kid;
  bool critical = false;

  // Of the claims; each is absent when it is missing or of another JSON type. Times are seconds since 1970,
  // and a fraction is cut off. `aud` is the first of several. `scope` is also taken from Entra's `scp`, if
  // that is a text.
  std::optional<std::string> iss;
  std::optional<std::string> sub;
  std::optional<std::string> aud;
  std::optional<std::string> scope;
  std::optional<std::int64_t> iat;
  std::optional<std::int64_t> nbf;
  std::optional<std::int64_t> exp;
};

// Fails with the code "MalformedJwt" and a message that says which part is wrong.
Result<JwtParts> parse_jwt(std::string_view token);

// A claim that has no member of its own: a text, or a number as whole seconds are read.
std::optional<std::string> text_claim(const JwtParts& jwt, std::string_view name);
std::optional<std::int64_t> number_claim(const JwtParts& jwt, std::string_view name);

enum class JwtFailure : std::uint8_t { wrong_algorithm, unknown_extension, invalid_signature };
// "wrong-algorithm" and so on.
std::string_view to_text(JwtFailure failure);

// The reason to refuse the signature, or nothing. The key decides the algorithm, never the token: a token
// whose `alg` is another one ("none" among them) is refused before its signature is looked at. Times are for
// the caller.
[[nodiscard]] std::optional<JwtFailure> verify_es256(const JwtParts& jwt, const EcPublicKey& key);
[[nodiscard]] std::optional<JwtFailure> verify_rs256(const JwtParts& jwt, const RsaPublicKey& key);

// The texts go into the token as they are, so the caller decides the order of members. The header's `alg`
// must be the one of the function.
std::string make_jwt_es256(std::string_view header_json, std::string_view claims_json,
                           const EcPrivateKey& key);
std::string make_jwt_rs256(std::string_view header_json, std::string_view claims_json,
                           const RsaPrivateKey& key);
// With an empty third part, as `"alg":"none"` has it.
std::string make_unsigned_jwt(std::string_view header_json, std::string_view claims_json);

}  // namespace droppoint::auth
