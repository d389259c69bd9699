#include "fakes/resources/store.hpp"

#include <algorithm>
#include <array>

#include "emulator/http/headers.hpp"

namespace droppoint::resources {
namespace {

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

std::string group_path(std::string_view subscription, std::string_view group) {
  return "/subscriptions/" + std::string(subscription) + "/resourceGroups/" + std::string(group) +
         "/providers/";
}

template <class Map>
auto* find(Map& map, std::string_view name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

bool IgnoringCase::operator()(std::string_view left, std::string_view right) const {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [](char one, char other) { return lower(one) < lower(other); });
}

std::optional<HubId> parse_hub_id(std::string_view text) {
  constexpr std::array<std::string_view, 10> kShape{
      "subscriptions", "", "resourceGroups",   "", "providers", "Microsoft.NotificationHubs",
      "namespaces",    "", "notificationHubs", ""};
  std::array<std::string_view, 10> parts;
  if (!text.starts_with('/')) return std::nullopt;
  text.remove_prefix(1);
  if (text.ends_with('/')) text.remove_suffix(1);
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::size_t end = text.find('/');
    const bool last = index + 1 == parts.size();
    if ((end == std::string_view::npos) != last) return std::nullopt;
    parts[index] = text.substr(0, end);
    if (parts[index].empty()) return std::nullopt;
    if (!kShape[index].empty() && !http::equal_ignoring_case(kShape[index], parts[index]))
      return std::nullopt;
    if (!last) text.remove_prefix(end + 1);
  }
  return HubId{std::string(parts[1]), std::string(parts[3]), std::string(parts[7]), std::string(parts[9])};
}

std::string resource_id_of(const Namespace& name_space) {
  return group_path(name_space.subscription, name_space.resource_group) +
         "Microsoft.NotificationHubs/namespaces/" + name_space.name;
}

std::string resource_id_of(const Namespace& name_space, const Hub& hub) {
  return resource_id_of(name_space) + "/notificationHubs/" + hub.name;
}

std::string resource_id_of(const CommunicationResource& resource) {
  return group_path(resource.subscription, resource.resource_group) +
         "Microsoft.Communication/CommunicationServices/" + resource.name;
}

Namespace* Store::find_namespace(std::string_view name) {
  return find(namespaces_, name);
}

Hub* Store::find_hub(std::string_view name_space, std::string_view hub) {
  Namespace* found = find_namespace(name_space);
  return found == nullptr ? nullptr : find(found->hubs, hub);
}

CommunicationResource* Store::find_communication(std::string_view name) {
  return find(communication_services_, name);
}

}  // namespace droppoint::resources
