#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/auth/digest.hpp"

namespace droppoint::auth {

// Why a shared access signature does not let its sender in. The service's own words for each are the
// caller's.
enum class SasFailure : std::uint8_t {
  missing_token,
  malformed_token,
  invalid_signature,
  expired_token,
  wrong_scope
};
// "missing-token" and so on.
std::string_view to_text(SasFailure failure);

// `SharedAccessSignature sr=…&sig=…&se=…&skn=…`, in whatever order.
struct SharedAccessSignature {
  std::string resource;     // `sr` exactly as sent: the signature covers this text, however it was encoded
  std::string signature;    // `sig`, decoded once: base64
  std::string expiry_text;  // `se` exactly as sent: covered too
  std::int64_t expiry = 0;  // seconds since 1970
  std::string policy;       // `skn`, decoded (Java's client sends it unencoded)
};

// `authorization` is the header's value, empty if there is none. Fails with missing_token or malformed_token.
tl::expected<SharedAccessSignature, SasFailure> parse_sas(std::string_view authorization);

// A policy's key signs as the UTF-8 bytes of its text, never decoded: make it HmacKey(key_text).
bool is_signed_with(const SharedAccessSignature& sas, const HmacKey& key);

// From the second of its expiry on. `skew` is added to it: how much the real service forgives is not
// documented.
bool is_expired(const SharedAccessSignature& sas, sim::Time now, sim::Duration skew = sim::Duration::zero());

// Whether the signed resource is the request's host and path or a part of it that ends at a slash. Case,
// scheme, port, query and how either is escaped do not matter. That a prefix is enough is inferred: a
// JavaScript client signs the namespace's root only, others the whole address.
bool covers(const SharedAccessSignature& sas, std::string_view authority, std::string_view target);

// The checks after parsing, in this order: signature (by either key), expiry, scope. Nothing when all hold.
struct SasRequest {
  std::string_view authority;  // `Host` or `:authority`
  std::string_view target;
  sim::Time now;  // the time by which the sender is judged
  sim::Duration skew = sim::Duration::zero();
};
[[nodiscard]] std::optional<SasFailure> verify_sas(const SharedAccessSignature& sas, const HmacKey& primary,
                                                   const HmacKey& secondary, const SasRequest& request);

// The header's value, as Communication Services sends it: `resource_uri` is lower-cased and encoded in lower
// case like the .NET client's.
std::string make_sas(std::string_view resource_uri, std::string_view policy, const HmacKey& key,
                     sim::Time expiry);

}  // namespace droppoint::auth
