#include "fakes/resource_manager/hubs/delete_namespace.hpp"

#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

void remove(Plane& plane, const resources::Namespace& name_space) {
  forget_metrics(plane, name_space);
  const std::string name = name_space.name;
  plane.store.namespaces().erase(name);
}

// What the clients of 2017 wait for: 202, and an address that says when it is done.
http::Response remove_in_time(Call& call, const resources::Namespace& name_space) {
  Plane& plane = call.plane;
  // A namespace of that name that was made in the meantime is another one.
  auto at_end = [&plane, name = name_space.name, made = name_space.created_at] {
    const auto* found = plane.store.find_namespace(name);
    if (found != nullptr && found->created_at == made) remove(plane, *found);
  };
  const std::string subscription = name_space.subscription;
  const auto& operation = plane.long_running.begin(resources::resource_id_of(name_space), "Deleting",
                                                   plane.options.provisioning_time, std::move(at_end));
  http::Response answer = http::empty_response(202);
  answer.headers.add("Location", call.absolute_url("/subscriptions/" + subscription +
                                                   "/providers/Microsoft.NotificationHubs/operationResults/" +
                                                   operation.id));
  return answer;
}

}  // namespace

void forget_metrics(Plane& plane, const resources::Namespace& name_space) {
  for (const auto& [name, hub] : name_space.hubs)
    plane.metrics.forget(resources::resource_id_of(name_space, hub));
}

// With its hubs. From 2023 on the specification has the deletion done at once.
http::Response delete_namespace(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return http::empty_response(204);
  call.event("resource-deleted", resources::resource_id_of(**name_space));
  const bool takes_time = call.plane.options.provisioning_time > sim::Duration::zero();
  if (takes_time && call.is_before("2023")) return remove_in_time(call, **name_space);
  remove(call.plane, **name_space);
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::resource_manager
