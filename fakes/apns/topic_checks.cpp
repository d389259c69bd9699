#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {
namespace {

constexpr std::size_t kTopicBytesMax = 255;
constexpr std::string_view kTopicCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

bool is_topic(std::string_view text) {
  return text.size() <= kTopicBytesMax &&
         text.find_first_not_of(kTopicCharacters) == std::string_view::npos && text.front() != '.' &&
         text.back() != '.';
}

}  // namespace

std::optional<Refusal> check_topic(PushRequest& request) {
  const std::string topic(request.header("apns-topic").value_or(""));
  if (topic.empty()) {
    // A provider token covers all apps of a team, so only a certificate can have a default.
    auto own = request.by_token() ? std::nullopt : default_topic(*request.certificate);
    if (!own) return Refusal{Reason::missing_topic, "there is no apns-topic"};
    request.topic = std::move(*own);
    return std::nullopt;
  }
  if (!is_topic(topic)) {
    return Refusal{Reason::bad_topic, "apns-topic is `" + excerpt(topic) + "`, which is no bundle id"};
  }
  request.topic = topic;
  return std::nullopt;
}

std::optional<Refusal> check_topic_allowed(PushRequest& request) {
  if (!request.by_token()) {
    if (covers(*request.certificate, request.topic)) return std::nullopt;
    return Refusal{Reason::topic_disallowed, "the client certificate of " + request.certificate->user_id +
                                                 " may not push to " + request.topic};
  }
  const ProviderKey& key = *request.provider.key;
  if (covers(key, request.topic)) return std::nullopt;
  return Refusal{Reason::topic_disallowed, "the key " + key.key_id + " may not push to " + request.topic};
}

}  // namespace droppoint::fakes::apns
