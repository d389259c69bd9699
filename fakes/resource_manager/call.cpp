#include "fakes/resource_manager/call.hpp"

#include <utility>

#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/routing.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

http::Response resource_not_found(const Call& call, std::string_view resource) {
  return refuse(404, "ResourceNotFound",
                "The Resource '" + std::string(resource) + "' under resource group '" +
                    call.path.text("group") + "' was not found.");
}

template <class Resource>
bool is_where_the_path_says(const Call& call, const Resource& resource) {
  return http::equal_ignoring_case(resource.subscription, call.path.text("subscription")) &&
         http::equal_ignoring_case(resource.resource_group, call.path.text("group"));
}

}  // namespace

Plane::Plane(ResourceManagerParts parts)
    : wire(parts.wire),
      store(parts.store),
      metrics(parts.metrics),
      ids(parts.random.stream("resource-manager ids")),
      keys(parts.random.stream("resource-manager keys")),
      options(std::move(parts.options)),
      authentication(options),
      long_running(wire.scheduler(), parts.random.stream("resource-manager operations")) {}

std::string Plane::new_key(std::size_t bytes) {
  return auth::base64_encode(keys.bytes(bytes));
}

std::string Call::time_text(sim::Time time) const {
  std::string text = sim::to_iso8601(time);
  if (is_before("2023")) return text;
  text.pop_back();
  return text + "+00:00";
}

void Call::event(std::string kind, std::string detail) const {
  plane.wire.ledger().event(hop.trace, wire::Party::resource_manager, std::move(kind), std::move(detail));
}

std::string Call::absolute_url(std::string_view path_of_url) const {
  const bool clear =
      hop.origin.protocol == wire::Protocol::http1 || hop.origin.protocol == wire::Protocol::http2;
  const std::string authority =
      hop.request.authority.empty() ? "management.azure.com" : hop.request.authority;
  return (clear ? "http://" : "https://") + authority + std::string(path_of_url) +
         "?api-version=" + http::percent_encode(api_version);
}

std::string Call::endpoint_host(std::string_view real_host) const {
  const std::string& authority = hop.request.authority;
  const bool by_real_name = authority.empty() || fakes::party_of_host(authority).has_value();
  return by_real_name ? std::string(real_host) : authority;
}

OrRefusal<resources::CommunicationResource*> find_communication(Call& call) {
  const std::string& name = call.path.text("name");
  resources::CommunicationResource* found = call.plane.store.find_communication(name);
  if (found == nullptr || !is_where_the_path_says(call, *found))
    return tl::unexpected(resource_not_found(call, "Microsoft.Communication/CommunicationServices/" + name));
  return found;
}

OrRefusal<resources::Namespace*> find_namespace(Call& call) {
  const std::string& name = call.path.text("namespace");
  resources::Namespace* found = call.plane.store.find_namespace(name);
  if (found == nullptr || !is_where_the_path_says(call, *found))
    return tl::unexpected(resource_not_found(call, "Microsoft.NotificationHubs/namespaces/" + name));
  return found;
}

OrRefusal<FoundHub> find_hub(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return tl::unexpected(name_space.error());
  const std::string& name = call.path.text("hub");
  const auto found = (*name_space)->hubs.find(name);
  if (found == (*name_space)->hubs.end())
    return tl::unexpected(resource_not_found(
        call, "Microsoft.NotificationHubs/namespaces/" + (*name_space)->name + "/notificationHubs/" + name));
  return FoundHub{*name_space, &found->second};
}

std::string subscription_of(const Call& call) {
  const std::string& name = call.path.text("subscription");
  const auto found = call.plane.store.groups().find(name);
  return found == call.plane.store.groups().end() ? name : found->first;
}

std::string group_of(const Call& call) {
  const std::string& name = call.path.text("group");
  const auto subscription = call.plane.store.groups().find(call.path.text("subscription"));
  if (subscription == call.plane.store.groups().end()) return name;
  const auto found = subscription->second.find(name);
  return found == subscription->second.end() ? name : found->first;
}

}  // namespace droppoint::fakes::resource_manager
