#include <string>

#include "emulator/http/form.hpp"
#include "emulator/http/response.hpp"
#include "fakes/causes.hpp"
#include "fakes/fcm/fcm.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

constexpr std::string_view kGrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

Result<std::string> read_assertion(std::string_view body) {
  const auto form = http::Form::parse(body);
  if (!form) return fail("invalid_request", form.error().message);
  const auto grant_type = form->get("grant_type");
  if (!grant_type) return fail("invalid_request", "Missing required parameter: grant_type");
  if (*grant_type == "refresh_token" || *grant_type == "authorization_code") {
    return fail(
        "not_emulated",
        "Tokens of persons are not emulated, those of service accounts are; see docs/fidelity/fcm.md.");
  }
  if (*grant_type != kGrantType)
    return fail("unsupported_grant_type", "Invalid grant_type: " + std::string(*grant_type));
  const auto assertion = form->get("assertion");
  if (!assertion) return fail("invalid_request", "Missing required parameter: assertion");
  return std::string(*assertion);
}

}  // namespace

// https://developers.google.com/identity/protocols/oauth2/service-account
http::Response Fcm::issue_access_token(const wire::Hop& hop, std::string_view path) {
  const auto assertion = read_assertion(http::bytes_of(hop.request.body));
  const auto token = assertion.and_then([&](const std::string& jwt) {
    return access_tokens_.issue({.jwt = jwt,
                                 .authority = hop.request.authority,
                                 .path = path,
                                 .sender_time = hop.origin.sender_time,
                                 .now = wire_.scheduler().now()});
  });
  nlohmann::ordered_json body;
  if (token) {
    body = {{"access_token", *token}, {"expires_in", kAccessTokenSeconds}, {"token_type", "Bearer"}};
    return http::json_response(200, body.dump());
  }
  const Error& error = token.error();
  if (hop.notification) {
    wire_.ledger().diagnose(
        hop.notification, fakes::dropped("pns-invalid-credentials", "Google's OAuth endpoint answered 400 " +
                                                                        error.code + ": " + error.message));
  }
  body = {{"error", error.code}, {"error_description", error.message}};
  return http::json_response(error.code == "not_emulated" ? 501 : 400,
                             body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace droppoint::fakes::fcm
