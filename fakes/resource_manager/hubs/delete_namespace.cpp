#include "fakes/resource_manager/hubs/delete_namespace.hpp"

#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

void forget_metrics(Plane& plane, const resources::Namespace& name_space) {
  for (const auto& [name, hub] : name_space.hubs)
    plane.metrics.forget(resources::resource_id_of(name_space, hub));
}

// With its hubs, at once.
http::Response delete_namespace(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return http::empty_response(204);
  forget_metrics(call.plane, **name_space);
  call.event("resource-deleted", resources::resource_id_of(**name_space));
  call.plane.store.namespaces().erase((*name_space)->name);
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::resource_manager
