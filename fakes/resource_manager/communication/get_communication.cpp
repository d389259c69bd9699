#include "fakes/resource_manager/communication/communication_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_communication(Call& call) {
  const auto resource = find_communication(call);
  if (!resource) return resource.error();
  return json_answer(200, communication_json(call.plane, **resource));
}

}  // namespace droppoint::fakes::resource_manager
