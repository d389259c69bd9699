#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// An absent hub is 204 since 2023; the specification of 2017 has no such answer.
http::Response delete_hub(Call& call) {
  const auto found = find_hub(call);
  if (!found) return call.api_version < "2023" ? found.error() : http::empty_response(204);
  const std::string id = resources::resource_id_of(*found->name_space, *found->hub);
  call.plane.metrics.forget(id);
  call.event("resource-deleted", id);
  const std::string name = found->hub->name;
  found->name_space->hubs.erase(name);
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::resource_manager
