#include "fakes/entra/token_request.hpp"

#include <array>
#include <optional>

#include "emulator/http/headers.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"

namespace droppoint::fakes::entra {
namespace {

using Refusal = tl::unexpected<http::Response>;

Refusal missing(Call& call, std::string_view parameter) {
  return Refusal(
      refuse(call, 400, "invalid_request", 900144,
             "The request body must contain the following parameter: '" + std::string(parameter) + "'."));
}

// Grants that Entra ID has and this emulator does not.
bool is_real_grant(std::string_view grant) {
  constexpr std::array<std::string_view, 6> kGrants{"authorization_code",
                                                    "refresh_token",
                                                    "password",
                                                    "device_code",
                                                    "urn:ietf:params:oauth:grant-type:device_code",
                                                    "urn:ietf:params:oauth:grant-type:jwt-bearer"};
  for (const std::string_view known : kGrants)
    if (known == grant) return true;
  return false;
}

struct Credentials {
  std::optional<std::string> client_id;
  std::optional<std::string> client_secret;
};

std::optional<std::string> text(const http::Form& form, std::string_view name) {
  const auto value = form.get(name);
  if (!value || value->empty()) return std::nullopt;
  return std::string(*value);
}

// From the body, else from `Authorization: Basic` (RFC 6749, section 2.3.1: both halves are form-encoded).
Credentials read_credentials(const http::Form& form, const http::Headers& headers) {
  Credentials credentials{text(form, "client_id"), text(form, "client_secret")};
  const std::string_view header = headers.get("authorization").value_or("");
  constexpr std::string_view kScheme = "Basic ";
  if (!http::equal_ignoring_case(header.substr(0, kScheme.size()), kScheme)) return credentials;
  const auto decoded = auth::base64_decode(header.substr(kScheme.size()));
  const std::size_t colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) return credentials;
  const auto id = http::form_decode(std::string_view(*decoded).substr(0, colon));
  const auto secret = http::form_decode(std::string_view(*decoded).substr(colon + 1));
  if (!credentials.client_id && id) credentials.client_id = *id;
  if (!credentials.client_secret && secret) credentials.client_secret = *secret;
  return credentials;
}

const Application* find_application(const Call& call, std::string_view client_id) {
  const std::string& tenant = call.path.text("tenant");
  for (const Application& application : call.directory.options.applications) {
    const bool here = is_shared_tenant(tenant) || http::equal_ignoring_case(application.tenant_id, tenant);
    if (here && http::equal_ignoring_case(application.client_id, client_id)) return &application;
  }
  return nullptr;
}

}  // namespace

tl::expected<TokenRequest, http::Response> read_token_request(Call& call) {
  if (auto refusal = refuse_tenant(call)) return Refusal(*refusal);
  auto form = http::Form::parse(http::bytes_of(call.hop.request.body));
  if (!form) return Refusal(refuse(call, 400, "invalid_request", 9000410, "Malformed form body."));
  const auto grant = text(*form, "grant_type");
  if (!grant) return missing(call, "grant_type");
  if (is_real_grant(*grant)) return Refusal(not_emulated(call));
  if (*grant != "client_credentials")
    return Refusal(refuse(call, 400, "unsupported_grant_type", 70003,
                          "The app requested an unsupported grant type '" + *grant + "'."));

  const Credentials given = read_credentials(*form, call.hop.request.headers);
  if (!given.client_id) return missing(call, "client_id");
  const Application* application = find_application(call, *given.client_id);
  if (application == nullptr)
    return Refusal(refuse(call, 400, "unauthorized_client", 700016,
                          "Application with identifier '" + *given.client_id +
                              "' was not found in the directory '" + call.path.text("tenant") + "'."));
  if (!given.client_secret && form->get("client_assertion")) return Refusal(not_emulated(call));
  if (!given.client_secret)
    return Refusal(refuse(call, 401, "invalid_client", 7000218,
                          "The request body must contain the following parameter: 'client_assertion' or "
                          "'client_secret'."));
  if (!auth::constant_time_equal(*given.client_secret, application->client_secret))
    return Refusal(refuse(call, 401, "invalid_client", 7000215,
                          "Invalid client secret provided for app '" + application->client_id + "'."));
  return TokenRequest{std::move(*form), *application};
}

}  // namespace droppoint::fakes::entra
