#include "fakes/fcm/topics.hpp"

namespace droppoint::fakes::fcm {

Topics::Added Topics::add(std::string_view token, std::string_view topic, sim::Time now) {
  auto found = by_token_.find(token);
  if (found == by_token_.end())
    found = by_token_.emplace(std::string(token), decltype(found->second){}).first;
  auto& topics = found->second;
  if (topics.contains(topic)) return Added::was_there;
  if (topics.size() >= kTopicsOfTokenMax) return Added::too_many;
  topics.emplace(std::string(topic), now);
  return Added::added;
}

bool Topics::remove(std::string_view token, std::string_view topic) {
  const auto found = by_token_.find(token);
  if (found == by_token_.end()) return false;
  const auto subscription = found->second.find(topic);
  if (subscription == found->second.end()) return false;
  found->second.erase(subscription);
  return true;
}

std::optional<sim::Time> Topics::subscribed_since(std::string_view token, std::string_view topic) const {
  const auto found = by_token_.find(token);
  if (found == by_token_.end()) return std::nullopt;
  const auto subscription = found->second.find(topic);
  if (subscription == found->second.end()) return std::nullopt;
  return subscription->second;
}

std::map<std::string, sim::Time, std::less<>> Topics::of_token(std::string_view token) const {
  const auto found = by_token_.find(token);
  if (found == by_token_.end()) return {};
  return found->second;
}

}  // namespace droppoint::fakes::fcm
