#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response delete_communication(Call& call) {
  const auto resource = find_communication(call);
  if (!resource) return http::empty_response(204);
  Plane& plane = call.plane;
  const std::string subscription = (*resource)->subscription;
  const std::string id = resources::resource_id_of(**resource);
  const std::string immutable_id = (*resource)->immutable_id;
  // A resource of that name that was made in the meantime is another one.
  auto remove = [&plane, name = (*resource)->name, immutable_id] {
    const auto* found = plane.store.find_communication(name);
    if (found != nullptr && found->immutable_id == immutable_id)
      plane.store.communication_services().erase(name);
  };
  const auto& operation =
      plane.long_running.begin(id, "Deleting", plane.options.provisioning_time, std::move(remove));
  call.event("resource-deleted", id);
  http::Response answer = http::empty_response(202);
  answer.headers.add(
      "Location", call.absolute_url("/subscriptions/" + subscription +
                                    "/providers/Microsoft.Communication/locations/global/operationResults/" +
                                    operation.id));
  return answer;
}

}  // namespace droppoint::fakes::resource_manager
