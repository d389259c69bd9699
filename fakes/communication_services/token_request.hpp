#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"
#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/communication_services/user_tokens.hpp"

namespace droppoint::fakes::communication_services {

// What Identity documents for the lifetime of a token.
inline constexpr int kTokenMinutesMin = 60;
inline constexpr int kTokenMinutesMax = 1440;

struct TokenRequest {
  // Empty if none were asked for.
  std::vector<std::string> scopes;
  sim::Duration lifetime = std::chrono::minutes(kTokenMinutesMax);
};

// Reads the scopes under `member` ("scopes" or "createTokenWithScopes") and `expiresInMinutes`. Fails with
// "ValidationError" for an unknown scope or a lifetime out of range.
Result<TokenRequest> read_token_request(const nlohmann::json& body, std::string_view member);

// `{"token","expiresOn"}`.
nlohmann::ordered_json token_json(const IssuedToken& token);

// The refusal for a request to Identity without `api-version`, if it has none.
std::optional<http::Response> missing_api_version(const http::Request& request);

}  // namespace droppoint::fakes::communication_services
