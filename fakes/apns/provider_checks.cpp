#include <string>
#include <utility>

#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {
namespace {

std::optional<Environment> only_environment_of(const PushRequest& request) {
  return request.by_token() ? request.provider.key->environment : only_environment(*request.certificate);
}

Refusal other_environment(const PushRequest& request, Environment only) {
  const std::string why = " is for " + std::string(to_text(only)) + ", the server is " +
                          std::string(to_text(*request.environment));
  if (!request.by_token()) {
    return Refusal{Reason::bad_certificate_environment, "the client certificate" + why};
  }
  Refusal refusal{Reason::bad_environment_key_id_in_token, "the key " + request.provider.key->key_id + why};
  refusal.spelling = request.options.key_environment_reason;
  return refusal;
}

}  // namespace

std::optional<Refusal> check_provider(PushRequest& request) {
  const wire::Origin& origin = request.hop.origin;
  const auto authorization = request.header("authorization");
  if (!authorization && !origin.client_certificate.empty()) {
    const auto certificate =
        request.provider_certificates.verify(origin.client_certificate, origin.sender_time);
    if (!certificate) return certificate.error();
    request.certificate = *certificate;
    return std::nullopt;
  }
  const auto token = request.provider_tokens.verify(authorization, origin.sender_time);
  if (!token) return token.error();
  request.provider = *token;
  return std::nullopt;
}

std::optional<Refusal> check_key_not_revoked(PushRequest& request) {
  if (!request.by_token() || !request.provider.key->revoked) return std::nullopt;
  return Refusal{Reason::forbidden, "the key " + request.provider.key->key_id + " was revoked"};
}

std::optional<Refusal> check_provider_environment(PushRequest& request) {
  const auto only = only_environment_of(request);
  if (!only) return std::nullopt;
  // A name that does not say which half it is of is that of the provider's own.
  if (!request.environment) request.environment = only;
  if (*request.environment == *only) return std::nullopt;
  return other_environment(request, *only);
}

std::optional<Refusal> check_connection_team(PushRequest& request) {
  if (!request.by_token()) return std::nullopt;
  return request.connections.check_team(request.hop, *request.provider.key);
}

std::optional<Refusal> check_connection_key(PushRequest& request) {
  if (!request.by_token()) return std::nullopt;
  return request.connections.check_key(request.hop, *request.provider.key);
}

std::optional<Refusal> check_token_updates(PushRequest& request) {
  if (!request.by_token()) return std::nullopt;
  return request.connections.check_updates(request.hop, request.provider);
}

}  // namespace droppoint::fakes::apns
