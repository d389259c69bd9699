#include "fakes/auth/sas.hpp"

#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/base64.hpp"

#include <algorithm>
#include <charconv>

namespace droppoint::auth {
namespace {

constexpr std::string_view kSasScheme = "SharedAccessSignature";

// Decimal digits only, within 63 bits.
std::optional<std::int64_t> seconds_in(std::string_view text) {
  std::int64_t seconds = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return seconds;
}

std::string signature_of(const HmacKey& key, std::string_view resource, std::string_view expiry) {
  return base64_encode(key.sign({resource, "\n", expiry}));
}

// Host and path in lower case, decoded, without port, query and closing slashes. Empty when there is no host.
std::string place_of(std::string_view authority, std::string_view target) {
  const auto parts = http::split_authority(authority);
  if (!parts) return {};
  const std::string path(target.substr(0, target.find_first_of("?#")));
  std::string place = parts->host + http::to_lower(http::percent_decode(path).value_or(path));
  while (!place.empty() && place.back() == '/') place.pop_back();
  return place;
}

// The same of an address, whose scheme is dropped and may be missing.
std::string place_of_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos && scheme < address.find_first_of("/?#"))
    address.remove_prefix(scheme + 3);
  const std::size_t path = std::min(address.find_first_of("/?#"), address.size());
  return place_of(address.substr(0, path), address.substr(path));
}

}  // namespace

std::string_view to_text(SasFailure failure) {
  switch (failure) {
    case SasFailure::missing_token:
      return "missing-token";
    case SasFailure::malformed_token:
      return "malformed-token";
    case SasFailure::invalid_signature:
      return "invalid-signature";
    case SasFailure::expired_token:
      return "expired-token";
    case SasFailure::wrong_scope:
      return "wrong-scope";
  }
  return "";
}

tl::expected<SharedAccessSignature, SasFailure> parse_sas(std::string_view authorization) {
  const auto malformed = tl::unexpected(SasFailure::malformed_token);
  if (authorization.empty()) return tl::unexpected(SasFailure::missing_token);
  if (!http::equal_ignoring_case(authorization.substr(0, kSasScheme.size()), kSasScheme)) return malformed;
  std::string_view rest = authorization.substr(kSasScheme.size());
  if (rest.empty() || rest.front() != ' ') return malformed;
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));

  std::optional<std::string_view> sr, sig, se, skn;
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) return malformed;
    const std::string_view name = pair.substr(0, equals);
    auto* part = name == "sr"    ? &sr
                 : name == "sig" ? &sig
                 : name == "se"  ? &se
                 : name == "skn" ? &skn
                                 : nullptr;
    if (part == nullptr) continue;
    if (part->has_value()) return malformed;
    *part = pair.substr(equals + 1);
  }
  if (!sr || !sig || !se || !skn || sr->empty() || sig->empty() || skn->empty()) return malformed;
  const auto expiry = seconds_in(*se);
  auto signature = http::percent_decode(*sig);
  auto policy = http::percent_decode(*skn);
  if (!expiry || !signature || !policy) return malformed;
  return SharedAccessSignature{std::string(*sr), std::move(*signature), std::string(*se), *expiry,
                               std::move(*policy)};
}

bool is_signed_with(const SharedAccessSignature& sas, const HmacKey& key) {
  return constant_time_equal(signature_of(key, sas.resource, sas.expiry_text), sas.signature);
}

bool is_expired(const SharedAccessSignature& sas, sim::Time now, sim::Duration skew) {
  return sim::unix_seconds(now - skew) >= sas.expiry;
}

bool covers(const SharedAccessSignature& sas, std::string_view authority, std::string_view target) {
  const auto address = http::percent_decode(sas.resource);
  if (!address) return false;
  const std::string signed_place = place_of_address(*address);
  const std::string place = place_of(authority, target);
  if (signed_place.empty() || place.compare(0, signed_place.size(), signed_place) != 0) return false;
  return place.size() == signed_place.size() || place[signed_place.size()] == '/';
}

std::optional<SasFailure> verify_sas(const SharedAccessSignature& sas, const HmacKey& primary,
                                     const HmacKey& secondary, const SasRequest& request) {
  if (!is_signed_with(sas, primary) && !is_signed_with(sas, secondary)) return SasFailure::invalid_signature;
  if (is_expired(sas, request.now, request.skew)) return SasFailure::expired_token;
  if (!covers(sas, request.authority, request.target)) return SasFailure::wrong_scope;
  return std::nullopt;
}

std::string make_sas(std::string_view resource_uri, std::string_view policy, const HmacKey& key,
                     sim::Time expiry) {
  const std::string resource = http::to_lower(http::percent_encode(http::to_lower(resource_uri)));
  const std::string seconds = std::to_string(sim::unix_seconds(expiry));
  const std::string signature = http::percent_encode(signature_of(key, resource, seconds));
  return "SharedAccessSignature sr=" + resource + "&sig=" + signature + "&se=" + seconds +
         "&skn=" + http::percent_encode(policy);
}

}  // namespace droppoint::auth
