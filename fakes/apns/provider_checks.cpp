#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {
namespace {

constexpr std::size_t kTopicBytesMax = 255;

}  // namespace

std::optional<Refusal> check_provider_token(PushRequest& request) {
  auto key = request.provider_tokens.verify(request.header("authorization"), request.hop.origin.sender_time);
  if (!key) return std::move(key.error());
  request.key = *key;
  return std::nullopt;
}

std::optional<Refusal> check_key_environment(PushRequest& request) {
  const auto restricted = request.key->environment;
  if (!restricted || !request.environment || *restricted == *request.environment) return std::nullopt;
  return Refusal{Reason::bad_environment_key_id_in_token,
                 "the key " + request.key->key_id + " is for " + std::string(to_text(*restricted)) +
                     ", the server is " + std::string(to_text(*request.environment))};
}

std::optional<Refusal> check_topic(PushRequest& request) {
  const auto topic = request.header("apns-topic");
  // A provider token covers all apps of a team, so there is no default topic.
  if (!topic || topic->empty()) return Refusal{Reason::missing_topic, "there is no apns-topic"};
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  if (topic->size() > kTopicBytesMax || topic->find_first_not_of(kAllowed) != std::string_view::npos ||
      topic->front() == '.' || topic->back() == '.') {
    return Refusal{Reason::bad_topic, "apns-topic is `" + excerpt(*topic) + "`, which is no bundle id"};
  }
  request.topic = std::string(*topic);
  return std::nullopt;
}

std::optional<Refusal> check_topic_allowed(PushRequest& request) {
  if (covers(*request.key, request.topic)) return std::nullopt;
  return Refusal{Reason::topic_disallowed,
                 "the key " + request.key->key_id + " may not push to " + request.topic};
}

}  // namespace droppoint::fakes::apns
