#include "fakes/communication_services/token_request.hpp"

#include "emulator/http/uri.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {
namespace {

constexpr char kValidationError[] = "ValidationError";

}  // namespace

Result<TokenRequest> read_token_request(const nlohmann::json& body, std::string_view member) {
  TokenRequest request;
  const auto scopes = body.find(member);
  if (scopes != body.end() && !scopes->is_null()) {
    if (!scopes->is_array()) return fail(kValidationError, std::string(member) + " is not an array.");
    for (const nlohmann::json& scope : *scopes) {
      if (!scope.is_string() || !is_scope(scope.get<std::string>())) {
        return fail(kValidationError, std::string(member) +
                                          " holds a scope that is none of chat, voip, chat.join, "
                                          "chat.join.limited, voip.join.");
      }
      request.scopes.push_back(scope.get<std::string>());
    }
  }
  const auto minutes = body.find("expiresInMinutes");
  if (minutes != body.end() && !minutes->is_null()) {
    const bool whole = minutes->is_number_integer();
    const std::int64_t count = whole ? minutes->get<std::int64_t>() : 0;
    if (count < kTokenMinutesMin || count > kTokenMinutesMax) {
      return fail(kValidationError, "expiresInMinutes is not a whole number from 60 to 1440.");
    }
    request.lifetime = std::chrono::minutes(count);
  }
  return request;
}

nlohmann::ordered_json token_json(const IssuedToken& token) {
  return {{"token", token.token}, {"expiresOn", sim::to_iso8601_milliseconds(token.expires_at)}};
}

std::optional<http::Response> missing_api_version(const http::Request& request) {
  const auto target = http::Target::parse(request.target);
  if (target && target->has_query("api-version")) return std::nullopt;
  return service_error(400, "MissingApiVersionParameter", "The query has no api-version.");
}

}  // namespace droppoint::fakes::communication_services
