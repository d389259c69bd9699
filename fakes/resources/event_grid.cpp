#include "fakes/resources/event_grid.hpp"

#include <algorithm>

#include "fakes/resources/store.hpp"

namespace droppoint::resources {
namespace {

bool same_id(std::string_view left, std::string_view right) {
  const IgnoringCase less;
  return !less(left, right) && !less(right, left);
}

template <class T>
T* find_by_id(std::vector<T>& items, std::string_view id) {
  const auto found =
      std::ranges::find_if(items, [id](const T& item) { return same_id(resource_id_of(item), id); });
  return found == items.end() ? nullptr : &*found;
}

std::string event_grid_id(std::string_view subscription, std::string_view group, std::string_view kind,
                          std::string_view name) {
  std::string id = "/subscriptions/";
  id.append(subscription).append("/resourceGroups/").append(group);
  id.append("/providers/Microsoft.EventGrid/").append(kind).append("/").append(name);
  return id;
}

}  // namespace

EventTopic* EventGrid::find_topic(std::string_view id) {
  return find_by_id(topics_, id);
}

SystemTopic* EventGrid::find_system_topic(std::string_view id) {
  return find_by_id(system_topics_, id);
}

SystemTopic* EventGrid::system_topic_of(std::string_view source) {
  const auto found = std::ranges::find_if(
      system_topics_, [source](const SystemTopic& topic) { return same_id(topic.source, source); });
  return found == system_topics_.end() ? nullptr : &*found;
}

EventSubscription* EventGrid::find_subscription(std::string_view scope, std::string_view name) {
  const auto found = std::ranges::find_if(subscriptions_, [&](const EventSubscription& subscription) {
    return same_id(subscription.scope, scope) && same_id(subscription.name, name);
  });
  return found == subscriptions_.end() ? nullptr : &*found;
}

std::vector<const EventSubscription*> EventGrid::subscriptions_of(std::string_view source) const {
  std::vector<std::string> scopes{std::string(source)};
  for (const SystemTopic& topic : system_topics_) {
    if (same_id(topic.source, source)) scopes.push_back(resource_id_of(topic));
  }
  std::vector<const EventSubscription*> found;
  for (const EventSubscription& subscription : subscriptions_) {
    const bool of_source = std::ranges::any_of(
        scopes, [&](const std::string& scope) { return same_id(subscription.scope, scope); });
    if (of_source) found.push_back(&subscription);
  }
  return found;
}

std::string resource_id_of(const EventTopic& topic) {
  return event_grid_id(topic.subscription, topic.resource_group, "topics", topic.name);
}

std::string resource_id_of(const SystemTopic& topic) {
  return event_grid_id(topic.subscription, topic.resource_group, "systemTopics", topic.name);
}

std::string resource_id_of(const EventSubscription& subscription) {
  constexpr std::string_view kSystemTopics = "/Microsoft.EventGrid/systemTopics/";
  const auto same = [](char one, char other) {
    const IgnoringCase less;
    return !less({&one, 1}, {&other, 1}) && !less({&other, 1}, {&one, 1});
  };
  const std::string& scope = subscription.scope;
  const bool of_system_topic = std::search(scope.begin(), scope.end(), kSystemTopics.begin(),
                                           kSystemTopics.end(), same) != scope.end();
  return subscription.scope +
         (of_system_topic ? "/eventSubscriptions/" : "/providers/Microsoft.EventGrid/eventSubscriptions/") +
         subscription.name;
}

}  // namespace droppoint::resources
