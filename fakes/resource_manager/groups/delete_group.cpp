#include "emulator/http/headers.hpp"
#include "emulator/http/response.hpp"
#include "fakes/resource_manager/groups/group_json.hpp"
#include "fakes/resource_manager/hubs/delete_namespace.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

template <class Resource>
bool lies_in(const Resource& resource, std::string_view subscription, std::string_view group) {
  return http::equal_ignoring_case(resource.subscription, subscription) &&
         http::equal_ignoring_case(resource.resource_group, group);
}

void remove_group(Plane& plane, const std::string& subscription, const std::string& group) {
  std::erase_if(plane.store.communication_services(),
                [&](const auto& entry) { return lies_in(entry.second, subscription, group); });
  std::erase_if(plane.store.namespaces(), [&](const auto& entry) {
    const bool goes = lies_in(entry.second, subscription, group);
    if (goes) forget_metrics(plane, entry.second);
    return goes;
  });
  plane.store.groups()[subscription].erase(group);
  plane.group_tags[subscription].erase(group);
}

}  // namespace

// With everything that is in it.
http::Response delete_group(Call& call) {
  auto& groups = groups_of(call);
  const auto found = groups.find(call.path.text("name"));
  if (found == groups.end()) return group_not_found(call.path.text("name"));
  Plane& plane = call.plane;
  const std::string subscription = subscription_of(call);
  const std::string id = "/subscriptions/" + subscription + "/resourceGroups/" + found->first;
  auto remove = [&plane, subscription, group = found->first] { remove_group(plane, subscription, group); };
  const auto& operation =
      plane.long_running.begin(id, "Deleting", plane.options.provisioning_time, std::move(remove));
  call.event("resource-deleted", id);
  http::Response answer = http::empty_response(202);
  answer.headers.add(
      "Location", call.absolute_url("/subscriptions/" + subscription + "/operationresults/" + operation.id));
  return answer;
}

}  // namespace droppoint::fakes::resource_manager
