#include "fakes/communication_services/call_automation/callback_tokens.hpp"

#include <utility>

#include "emulator/assert.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::call_automation {
namespace {

constexpr std::int64_t kCallbackTokenSeconds = 300;
constexpr std::size_t kThumbprintBytes = 20;

auth::RsaPrivateKey callback_signing_key() {
  auto key = auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem);
  DROPPOINT_ASSERT(key.has_value(), "the fixed key can be read");
  return std::move(*key);
}

}  // namespace

CallbackTokens::CallbackTokens()
    : key_(callback_signing_key()),
      key_id_(auth::base64url_encode(auth::sha256(key_.public_key().modulus()).substr(0, kThumbprintBytes))) {
  const nlohmann::ordered_json header{{"alg", "RS256"}, {"kid", key_id_}, {"typ", "JWT"}};
  header_ = header.dump();
}

std::string CallbackTokens::issue(std::string_view audience, std::string_view id, sim::Time now) const {
  const std::int64_t issued = sim::unix_seconds(now);
  const nlohmann::ordered_json claims{{"iss", kCallbackIssuer},
                                      {"aud", audience},
                                      {"iat", issued},
                                      {"nbf", issued},
                                      {"exp", issued + kCallbackTokenSeconds},
                                      {"jti", id}};
  return auth::make_jwt_rs256(header_, claims.dump(), key_);
}

std::string CallbackTokens::key_set() const {
  return "{\"keys\":[" + key_.public_key().to_jwk(key_id_) + "]}";
}

std::string CallbackTokens::sign(std::string_view claims) const {
  return auth::make_jwt_rs256(header_, claims, key_);
}

std::string CallbackTokens::claims_of(std::string_view token) const {
  const auto jwt = auth::parse_jwt(token);
  if (!jwt || auth::verify_rs256(*jwt, key_.public_key())) return {};
  return jwt->claims;
}

}  // namespace droppoint::fakes::communication_services::call_automation
