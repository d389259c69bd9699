#include "fakes/communication_services/linked_hub.hpp"

#include <algorithm>
#include <optional>

#include "emulator/http/headers.hpp"
#include "fakes/causes.hpp"
#include "fakes/routing.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr std::string_view kHubSuffix = ".servicebus.windows.net";

const resources::Policy* find_policy(const resources::ByName<resources::Policy>& policies,
                                     const auth::HubConnectionString& credential) {
  const auto found = policies.find(credential.policy);
  if (found == policies.end()) return nullptr;
  const resources::Policy& policy = found->second;
  const bool opens = policy.primary_key == credential.key || policy.secondary_key == credential.key;
  return opens ? &policy : nullptr;
}

// "namespace/hub" of another hub whose key this is. A namespace's key fits all its hubs, so within the
// namespace that the id names only keys of the hubs themselves tell them apart.
std::optional<std::string> other_hub_of(const resources::HubId& id,
                                        const auth::HubConnectionString& credential,
                                        resources::Store& store) {
  for (const auto& [space_name, space] : store.namespaces()) {
    const bool same_space = http::equal_ignoring_case(space_name, id.name_space);
    for (const auto& [hub_name, hub] : space.hubs) {
      if (same_space && http::equal_ignoring_case(hub_name, id.hub)) continue;
      const bool by_space = !same_space && find_policy(space.policies, credential) != nullptr;
      if (by_space || find_policy(hub.policies, credential) != nullptr) return space.name + '/' + hub.name;
    }
  }
  return std::nullopt;
}

bool is_local(const auth::HubConnectionString& credential, std::span<const std::string> local_hosts) {
  if (fakes::is_loopback_name(credential.authority)) return true;
  return std::any_of(local_hosts.begin(), local_hosts.end(), [&credential](const std::string& name) {
    return http::equal_ignoring_case(name, credential.host);
  });
}

wire::Verdict wrong_id(const std::string& detail) {
  return fakes::dropped("invalid-resource-id", detail);
}

std::optional<wire::Verdict> check_namespace(const resources::HubId& id,
                                             const auth::HubConnectionString& credential) {
  const std::string space = credential.host.substr(0, credential.host.size() - kHubSuffix.size());
  if (http::equal_ignoring_case(space, id.name_space)) return std::nullopt;
  return wrong_id("the connection string is of the namespace " + space + ", the resourceId of " +
                  id.name_space);
}

}  // namespace

const resources::Policy* policy_of(const LinkedHub& linked, resources::Store& store) {
  const resources::Namespace* space = store.find_namespace(linked.name_space);
  if (space == nullptr) return nullptr;
  if (const resources::Hub* hub = store.find_hub(linked.name_space, linked.hub)) {
    if (const auto* policy = find_policy(hub->policies, linked.credential)) return policy;
  }
  return find_policy(space->policies, linked.credential);
}

tl::expected<LinkedHub, wire::Verdict> find_linked_hub(const resources::Link& link, resources::Store& store,
                                                       std::span<const std::string> local_hosts) {
  auto credential = auth::parse_hub_connection_string(link.connection_string);
  if (!credential) {
    return tl::unexpected(fakes::dropped("invalid-connection-string", credential.error().message));
  }
  const bool local = is_local(*credential, local_hosts);
  if (!local && !credential->host.ends_with(kHubSuffix)) {
    return tl::unexpected(fakes::dropped("invalid-connection-string",
                                         credential->host + " is no host of a Notification Hubs namespace"));
  }
  const auto id = resources::parse_hub_id(link.resource_id);
  if (!id) {
    return tl::unexpected(
        wrong_id("\"" + link.resource_id + "\" is not the resource id of a notification hub"));
  }
  if (!local) {
    if (auto wrong = check_namespace(*id, *credential)) return tl::unexpected(std::move(*wrong));
  }
  if (!credential->entity_path.empty() && !http::equal_ignoring_case(credential->entity_path, id->hub)) {
    return tl::unexpected(wrong_id("the connection string is of the hub " + credential->entity_path +
                                   ", the resourceId of " + id->hub));
  }
  LinkedHub linked{id->name_space, id->hub, std::move(*credential)};
  if (local && policy_of(linked, store) == nullptr) {
    if (const auto other = other_hub_of(*id, linked.credential, store)) {
      return tl::unexpected(wrong_id("the connection string's key is of the hub " + *other +
                                     ", the resourceId of " + id->name_space + '/' + id->hub));
    }
  }
  return linked;
}

}  // namespace droppoint::fakes::communication_services
