#include "fakes/apns/provider_tokens.hpp"

#include <algorithm>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"
#include "fakes/apns/push_types.hpp"
#include "fakes/auth/jwt.hpp"

namespace droppoint::fakes::apns {
namespace {

tl::unexpected<Refusal> refused(Reason reason, std::string detail) {
  return tl::unexpected<Refusal>(Refusal{reason, std::move(detail)});
}

tl::unexpected<Refusal> invalid(std::string detail) {
  return refused(Reason::invalid_provider_token, "the provider token " + std::move(detail));
}

// The token of "bearer <token>", or nothing.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer";
  if (authorization.size() <= kScheme.size() || authorization[kScheme.size()] != ' ' ||
      !http::equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) {
    return std::nullopt;
  }
  const std::string_view token = http::trim(authorization.substr(kScheme.size()));
  if (token.empty()) return std::nullopt;
  return token;
}

}  // namespace

ProviderTokens::ProviderTokens(std::vector<ProviderKey> keys) : keys_(std::move(keys)) {}

tl::expected<VerifiedToken, Refusal> ProviderTokens::verify(std::optional<std::string_view> authorization,
                                                            sim::Time sender_time) {
  if (!authorization) return refused(Reason::missing_provider_token, "there is no authorization header");
  const std::optional<std::string_view> token = bearer_token(*authorization);
  if (!token) {
    return refused(Reason::missing_provider_token, "the authorization header is not `bearer <token>`");
  }
  Verified verified;
  if (const Verified* known = verified_.find(*token, sender_time)) {
    verified = *known;
  } else {
    auto fresh = verify_token(*token);
    if (!fresh) return tl::unexpected<Refusal>(std::move(fresh.error()));
    verified = *fresh;
    // Its age is judged at each use, since senders have clocks of their own.
    verified_.remember(std::string(*token), sim::Time::max(), verified);
  }
  const std::int64_t now = sim::unix_seconds(sender_time);
  if (verified.issued_at > now + kFutureSecondsMax) {
    return invalid("was issued in the future: iat " + std::to_string(verified.issued_at) + ", now " +
                   std::to_string(now));
  }
  if (verified.issued_at < now - kProviderTokenSecondsMax) {
    return refused(Reason::expired_provider_token, "the provider token is older than an hour: iat " +
                                                       std::to_string(verified.issued_at) + ", now " +
                                                       std::to_string(now));
  }
  return VerifiedToken{&keys_[verified.key], verified.issued_at};
}

tl::expected<ProviderTokens::Verified, Refusal> ProviderTokens::verify_token(std::string_view token) const {
  const Result<auth::JwtParts> jwt = auth::parse_jwt(token);
  if (!jwt) return invalid("is no JSON Web Token: " + jwt.error().message);
  if (jwt->alg != "ES256") return invalid("has alg " + excerpt(jwt->alg) + ", not ES256");
  if (!jwt->kid) return invalid("has no kid");
  if (!jwt->iss) return invalid("has no iss");
  if (!jwt->iat) return invalid("has no iat, or one that is no number");
  const auto key = std::find_if(keys_.begin(), keys_.end(), [&jwt](const ProviderKey& candidate) {
    return candidate.key_id == *jwt->kid;
  });
  if (key == keys_.end())
    return invalid("names the key " + excerpt(*jwt->kid) + ", which Apple does not know");
  if (const auto failure = auth::verify_es256(*jwt, key->key)) {
    return invalid("does not verify with the key " + excerpt(*jwt->kid) + ": " +
                   std::string(auth::to_text(*failure)));
  }
  if (key->team_id != *jwt->iss) {
    return invalid("is from team " + excerpt(*jwt->iss) + ", but the key " + excerpt(*jwt->kid) +
                   " belongs to " + key->team_id);
  }
  return Verified{static_cast<std::size_t>(key - keys_.begin()), *jwt->iat};
}

bool covers(const ProviderKey& key, std::string_view topic) {
  if (key.topics.empty()) return true;
  return std::any_of(key.topics.begin(), key.topics.end(), [topic](const std::string& allowed) {
    return allowed == topic || allowed == bundle_of_topic(topic);
  });
}

}  // namespace droppoint::fakes::apns
