#include "fakes/auth/acs_hmac.hpp"

#include "emulator/http/form.hpp"
#include "fakes/auth/base64.hpp"

#include <algorithm>
#include <vector>

namespace droppoint::auth {
namespace {

constexpr std::string_view kHmacScheme = "HMAC-SHA256";
constexpr std::string_view kDate = "x-ms-date";
constexpr std::string_view kContentHash = "x-ms-content-sha256";
constexpr std::size_t kSignedHeadersMax = 32;

struct Authorization {
  std::vector<std::string> signed_headers;  // lower case, in the order in which their values are signed
  std::string signature;

  bool covers(std::string_view name) const {
    return std::find(signed_headers.begin(), signed_headers.end(), name) != signed_headers.end();
  }
};

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty() && names.size() < kSignedHeadersMax) {
    const std::size_t end = list.find(';');
    names.push_back(http::to_lower(list.substr(0, end)));
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  }
  return names;
}

// What follows the scheme and its space, or nothing when the scheme is another one.
std::optional<std::string_view> parameters_of(const http::Request& request) {
  const auto value = request.headers.get("Authorization");
  if (!value || !http::equal_ignoring_case(value->substr(0, kHmacScheme.size()), kHmacScheme))
    return std::nullopt;
  const std::string_view rest = value->substr(kHmacScheme.size());
  if (!rest.empty() && rest.front() != ' ') return std::nullopt;
  return rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
}

tl::expected<Authorization, AcsHmacFailure> parse_authorization(const http::Request& request) {
  auto rest = parameters_of(request);
  if (!rest) return tl::unexpected(AcsHmacFailure::missing_authorization);
  Authorization authorization;
  while (!rest->empty()) {
    const std::size_t end = rest->find('&');
    const std::string_view pair = rest->substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest->substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) return tl::unexpected(AcsHmacFailure::malformed_authorization);
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    if (http::equal_ignoring_case(name, "SignedHeaders")) authorization.signed_headers = names_in(value);
    if (http::equal_ignoring_case(name, "Signature")) authorization.signature = std::string(value);
  }
  const bool complete = !authorization.signature.empty() && authorization.covers("host") &&
                        authorization.covers(kContentHash) &&
                        (authorization.covers(kDate) || authorization.covers("date"));
  if (!complete) return tl::unexpected(AcsHmacFailure::malformed_authorization);
  return authorization;
}

std::optional<AcsHmacFailure> wrong_date(const http::Request& request, const Authorization& authorization,
                                         sim::Time now, sim::Duration window) {
  const auto text = request.headers.get(authorization.covers(kDate) ? kDate : "date");
  if (!text) return AcsHmacFailure::missing_date;
  const auto date = sim::parse_http_date(*text);
  if (!date) return AcsHmacFailure::malformed_date;
  const sim::Duration distance = *date < now ? now - *date : *date - now;
  if (distance > window) return AcsHmacFailure::outside_date_window;
  return std::nullopt;
}

std::optional<AcsHmacFailure> wrong_content(const http::Request& request) {
  const auto hash = request.headers.get(kContentHash);
  if (!hash) return AcsHmacFailure::missing_content_hash;
  if (!constant_time_equal(*hash, content_hash_of(http::bytes_of(request.body)))) {
    return AcsHmacFailure::content_hash_mismatch;
  }
  return std::nullopt;
}

std::string text_over(const http::Request& request, std::string_view target, std::string_view values) {
  return std::string(request.method).append("\n").append(target).append("\n").append(values);
}

// The values of the signed headers with semicolons between them; a header that is not there is an empty text.
std::string signed_values(const http::Request& request, const Authorization& authorization) {
  std::string values;
  for (std::size_t index = 0; index < authorization.signed_headers.size(); ++index) {
    if (index > 0) values.push_back(';');
    const std::string& name = authorization.signed_headers[index];
    values.append(name == "host" ? std::string_view(request.authority)
                                 : request.headers.get(name).value_or(""));
  }
  return values;
}

// The target with its query as URLSearchParams writes it; as it is where it cannot be read as one.
std::string reencoded_target(std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return std::string(target);
  const auto form = http::Form::parse(target.substr(mark + 1));
  if (!form) return std::string(target);
  const std::string query = form->encode();
  const std::string_view path = target.substr(0, mark);
  return query.empty() ? std::string(path) : std::string(path).append("?").append(query);
}

}  // namespace

std::string_view to_text(AcsHmacFailure failure) {
  switch (failure) {
    case AcsHmacFailure::missing_authorization:
      return "missing-authorization";
    case AcsHmacFailure::malformed_authorization:
      return "malformed-authorization";
    case AcsHmacFailure::missing_date:
      return "missing-date";
    case AcsHmacFailure::malformed_date:
      return "malformed-date";
    case AcsHmacFailure::outside_date_window:
      return "outside-date-window";
    case AcsHmacFailure::missing_content_hash:
      return "missing-content-hash";
    case AcsHmacFailure::content_hash_mismatch:
      return "content-hash-mismatch";
    case AcsHmacFailure::invalid_signature:
      return "invalid-signature";
  }
  return "";
}

bool has_acs_hmac(const http::Request& request) {
  return parameters_of(request).has_value();
}

bool AcsHmacClaim::is_signed_with(const HmacKey& key) const {
  if (constant_time_equal(base64_encode(key.sign(raw_text)), signature)) return true;
  return reencoded_text && constant_time_equal(base64_encode(key.sign(*reencoded_text)), signature);
}

tl::expected<AcsHmacClaim, AcsHmacFailure> read_acs_hmac(const http::Request& request, sim::Time now,
                                                         sim::Duration window) {
  const auto authorization = parse_authorization(request);
  if (!authorization) return tl::unexpected(authorization.error());
  if (const auto failure = wrong_date(request, *authorization, now, window)) return tl::unexpected(*failure);
  if (const auto failure = wrong_content(request)) return tl::unexpected(*failure);

  const std::string values = signed_values(request, *authorization);
  const std::string reencoded = reencoded_target(request.target);
  AcsHmacClaim claim;
  claim.signature = authorization->signature;
  claim.raw_text = text_over(request, request.target, values);
  if (reencoded != request.target) claim.reencoded_text = text_over(request, reencoded, values);
  return claim;
}

std::optional<AcsHmacFailure> verify_acs_hmac(const http::Request& request, std::span<const HmacKey> keys,
                                              sim::Time now, sim::Duration window) {
  const auto claim = read_acs_hmac(request, now, window);
  if (!claim) return claim.error();
  for (const HmacKey& key : keys) {
    if (claim->is_signed_with(key)) return std::nullopt;
  }
  return AcsHmacFailure::invalid_signature;
}

std::string content_hash_of(std::string_view body) {
  return base64_encode(sha256(body));
}

std::string acs_text_to_sign(std::string_view method, std::string_view target, std::string_view date,
                             std::string_view host, std::string_view content_hash) {
  std::string text(method);
  text.append("\n").append(target).append("\n");
  return text.append(date).append(";").append(host).append(";").append(content_hash);
}

void sign_acs_hmac(http::Request& request, const HmacKey& key, sim::Time now) {
  const std::string date = sim::to_http_date(now);
  const std::string hash = content_hash_of(http::bytes_of(request.body));
  const std::string text = acs_text_to_sign(request.method, request.target, date, request.authority, hash);
  request.headers.set(kDate, date);
  request.headers.set(kContentHash, hash);
  request.headers.set("Authorization",
                      "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" +
                          base64_encode(key.sign(text)));
}

}  // namespace droppoint::auth
