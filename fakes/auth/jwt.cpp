#include "fakes/auth/jwt.hpp"

#include "fakes/auth/base64.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace droppoint::auth {
namespace {

constexpr char kMalformed[] = "MalformedJwt";

// The three parts, or nothing when there are fewer or more.
struct TokenParts {
  std::string_view header, claims, signature, signing_input;
};

std::optional<TokenParts> split_token(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  if (token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return TokenParts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                    token.substr(second + 1), token.substr(0, second)};
}

std::optional<std::string> text_of(const nlohmann::json& object, std::string_view name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::int64_t> number_of(const nlohmann::json& object, std::string_view name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  if (found->is_number_unsigned()) {
    const auto number = found->get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (found->is_number_integer()) return found->get<std::int64_t>();
  // A NumericDate may have a fraction (RFC 7519, section 2). 2^53 is where doubles stop being exact seconds.
  constexpr double kExactMax = 9007199254740992.0;
  const double number = std::floor(found->get<double>());
  if (!(std::fabs(number) <= kExactMax)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<std::string> audience_of(const nlohmann::json& claims) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return std::nullopt;
  if (found->is_string()) return found->get<std::string>();
  if (!found->is_array() || found->empty() || !found->front().is_string()) return std::nullopt;
  return found->front().get<std::string>();
}

// Decodes one part into `text` and gives the object in it. `name` is for the message.
Result<nlohmann::json> object_in(std::string_view part, std::string_view name, std::string& text) {
  auto decoded = base64url_decode(part);
  if (!decoded) {
    return fail(kMalformed, "the token's " + std::string(name) + " is not base64url without padding");
  }
  nlohmann::json object = nlohmann::json::parse(*decoded, nullptr, false);
  if (!object.is_object())
    return fail(kMalformed, "the token's " + std::string(name) + " is not a JSON object");
  text = std::move(*decoded);
  return object;
}

std::string signing_input(std::string_view header_json, std::string_view claims_json) {
  return base64url_encode(header_json) + '.' + base64url_encode(claims_json);
}

std::string with_signature(std::string input, const std::string& signature) {
  return std::move(input) + '.' + base64url_encode(signature);
}

// What refuses a token before its signature is looked at.
std::optional<JwtFailure> unfit(const JwtParts& jwt, std::string_view algorithm) {
  if (jwt.alg != algorithm) return JwtFailure::wrong_algorithm;
  if (jwt.critical) return JwtFailure::unknown_extension;
  return std::nullopt;
}

}  // namespace

Result<JwtParts> parse_jwt(std::string_view token) {
  if (token.empty()) return fail(kMalformed, "the token is empty");
  if (token.size() > kJwtBytesMax) return fail(kMalformed, "the token is longer than 16 KiB");
  const auto parts = split_token(token);
  if (!parts) return fail(kMalformed, "the token does not have three parts with a dot between them");

  JwtParts jwt;
  const auto header = object_in(parts->header, "header", jwt.header);
  if (!header) return tl::unexpected(header.error());
  const auto claims = object_in(parts->claims, "claims", jwt.claims);
  if (!claims) return tl::unexpected(claims.error());
  auto signature = base64url_decode(parts->signature);
  if (!signature) return fail(kMalformed, "the token's signature is not base64url without padding");
  const auto alg = text_of(*header, "alg");
  if (!alg) return fail(kMalformed, "the token's header has no text \"alg\"");

  jwt.signature = std::move(*signature);
  jwt.signing_input = std::string(parts->signing_input);
  jwt.alg = *alg;
  jwt.typ = text_of(*header, "typ");
  jwt.kid = text_of(*header, "kid");
  jwt.critical = header->contains("crit");
  jwt.iss = text_of(*claims, "iss");
  jwt.sub = text_of(*claims, "sub");
  jwt.aud = audience_of(*claims);
  jwt.scope = text_of(*claims, "scope");
  if (!jwt.scope) jwt.scope = text_of(*claims, "scp");
  jwt.iat = number_of(*claims, "iat");
  jwt.nbf = number_of(*claims, "nbf");
  jwt.exp = number_of(*claims, "exp");
  return jwt;
}

std::optional<std::string> text_claim(const JwtParts& jwt, std::string_view name) {
  const nlohmann::json claims = nlohmann::json::parse(jwt.claims, nullptr, false);
  return claims.is_object() ? text_of(claims, name) : std::nullopt;
}

std::optional<std::int64_t> number_claim(const JwtParts& jwt, std::string_view name) {
  const nlohmann::json claims = nlohmann::json::parse(jwt.claims, nullptr, false);
  return claims.is_object() ? number_of(claims, name) : std::nullopt;
}

std::string_view to_text(JwtFailure failure) {
  switch (failure) {
    case JwtFailure::wrong_algorithm:
      return "wrong-algorithm";
    case JwtFailure::unknown_extension:
      return "unknown-extension";
    case JwtFailure::invalid_signature:
      return "invalid-signature";
  }
  return "";
}

std::optional<JwtFailure> verify_es256(const JwtParts& jwt, const EcPublicKey& key) {
  if (const auto failure = unfit(jwt, "ES256")) return failure;
  if (!key.verify(jwt.signing_input, jwt.signature)) return JwtFailure::invalid_signature;
  return std::nullopt;
}

std::optional<JwtFailure> verify_rs256(const JwtParts& jwt, const RsaPublicKey& key) {
  if (const auto failure = unfit(jwt, "RS256")) return failure;
  if (!key.verify(jwt.signing_input, jwt.signature)) return JwtFailure::invalid_signature;
  return std::nullopt;
}

std::string make_jwt_es256(std::string_view header_json, std::string_view claims_json,
                           const EcPrivateKey& key) {
  std::string input = signing_input(header_json, claims_json);
  const std::string signature = key.sign(input);
  return with_signature(std::move(input), signature);
}

std::string make_jwt_rs256(std::string_view header_json, std::string_view claims_json,
                           const RsaPrivateKey& key) {
  std::string input = signing_input(header_json, claims_json);
  const std::string signature = key.sign(input);
  return with_signature(std::move(input), signature);
}

std::string make_unsigned_jwt(std::string_view header_json, std::string_view claims_json) {
  return with_signature(signing_input(header_json, claims_json), {});
}

}  // namespace droppoint::auth
