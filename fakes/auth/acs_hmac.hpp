#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "emulator/http/message.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/auth/digest.hpp"

namespace droppoint::auth {

// How Communication Services' access keys sign a request ("Sign an HTTP request" in its documentation).

// How far `x-ms-date` may lie from the time of arrival, either way. The service does not document its window;
// five minutes is usual for this scheme (inferred).
inline constexpr sim::Duration kAcsDateWindow = std::chrono::minutes(5);

enum class AcsHmacFailure : std::uint8_t {
  missing_authorization,    // no Authorization, or one of another scheme
  malformed_authorization,  // SignedHeaders or Signature missing, or the host, date or content hash not
                            // signed
  missing_date,
  malformed_date,
  outside_date_window,
  missing_content_hash,
  content_hash_mismatch,
  invalid_signature,
};
// "missing-authorization" and so on.
std::string_view to_text(AcsHmacFailure failure);

// True if the request's Authorization is of this scheme: whoever takes bearer tokens too asks this first.
bool has_acs_hmac(const http::Request& request);

// A signed request whose form, date and content hash hold; only the key is still to be found.
struct AcsHmacClaim {
  std::string signature;
  // The text over the raw target, and the one over the query as JavaScript's client writes it again before it
  // signs (absent where both are the same).
  std::string raw_text;
  std::optional<std::string> reencoded_text;

  // `key` is that of the *decoded* access key.
  bool is_signed_with(const HmacKey& key) const;
};

// `now` is the time by which the sender is judged. Never fails with invalid_signature.
tl::expected<AcsHmacClaim, AcsHmacFailure> read_acs_hmac(const http::Request& request, sim::Time now,
                                                         sim::Duration window = kAcsDateWindow);

// All checks with any of the keys; nothing when the request is let in.
[[nodiscard]] std::optional<AcsHmacFailure> verify_acs_hmac(const http::Request& request,
                                                            std::span<const HmacKey> keys, sim::Time now,
                                                            sim::Duration window = kAcsDateWindow);

// Base64 of the SHA-256 of a body.
std::string content_hash_of(std::string_view body);

// VERB, path with query, and `date;host;contentHash`, each on a line.
std::string acs_text_to_sign(std::string_view method, std::string_view target, std::string_view date,
                             std::string_view host, std::string_view content_hash);

// Signs as a client does: sets `x-ms-date`, `x-ms-content-sha256` and `Authorization`.
void sign_acs_hmac(http::Request& request, const HmacKey& key, sim::Time now);

}  // namespace droppoint::auth
