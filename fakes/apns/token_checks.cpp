#include <string>

#include "emulator/excerpt.hpp"
#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {

std::optional<Refusal> check_token_form(PushRequest& request) {
  if (request.raw_token.empty()) return Refusal{Reason::missing_device_token, "the path has no device token"};
  if (looks_like_token(request.raw_token)) return std::nullopt;
  return Refusal{Reason::bad_device_token,
                 "`" + excerpt(request.raw_token) + "` has not the form of a device token"};
}

std::optional<Refusal> check_token_known(PushRequest& request) {
  request.token = request.device_tokens.find(request.raw_token);
  if (request.token != nullptr) return std::nullopt;
  return Refusal{Reason::bad_device_token, "no device has the token " + excerpt(request.raw_token)};
}

std::optional<Refusal> check_token_environment(PushRequest& request) {
  const Environment environment = request.token->environment;
  if (!request.environment || *request.environment == environment) return std::nullopt;
  // The answer is the same as for a token that never was; only the verdict tells them apart.
  return Refusal{Reason::bad_device_token,
                 "a " + std::string(to_text(environment)) + " token was sent to the " +
                     std::string(to_text(*request.environment)) + " server",
                 "environment-mismatch"};
}

std::optional<Refusal> check_token_topic(PushRequest& request) {
  if (request.token->is_for_topic(request.topic)) return std::nullopt;
  return Refusal{Reason::device_token_not_for_topic,
                 "apns-topic is " + request.topic + "; the token is the " +
                     std::string(to_text(request.token->kind)) + " token of " + request.token->app};
}

std::optional<Refusal> check_topic_suits_push_type(PushRequest& request) {
  if (request.push_type->free_topic) return std::nullopt;
  const std::string expected = request.token->app + std::string(request.push_type->topic_suffix);
  if (request.topic == expected) return std::nullopt;
  return Refusal{Reason::topic_disallowed, "push type " + std::string(request.push_type->name) +
                                               " needs the topic " + expected + ", not " + request.topic};
}

std::optional<Refusal> check_token_active(PushRequest& request) {
  const auto since = request.token->inactive_since;
  if (!since) return std::nullopt;
  return Refusal{
      Reason::unregistered, "the token has been inactive since " + sim::to_iso8601(*since), {}, since};
}

std::optional<Refusal> check_token_lifetime(PushRequest& request) {
  if (!request.options.device_token_lifetime) return std::nullopt;
  const sim::Time end = sim::saturated_sum(request.token->issued_at, *request.options.device_token_lifetime);
  if (request.now < end) return std::nullopt;
  return Refusal{Reason::expired_token, "the token expired at " + sim::to_iso8601(end), {}, end};
}

std::optional<Refusal> check_device_limit(PushRequest& request) {
  if (request.device_limit.allow(request.token->token, request.now)) return std::nullopt;
  const RateLimit& limit = *request.device_limit.limit();
  return Refusal{Reason::too_many_requests, "the device token takes " + std::to_string(limit.most) +
                                                " pushes in " + sim::to_text(limit.per)};
}

}  // namespace droppoint::fakes::apns
