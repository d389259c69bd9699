#include "fakes/resource_manager/communication/communication_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response list_communication_keys(Call& call) {
  const auto resource = find_communication(call);
  if (!resource) return resource.error();
  return json_answer(200, communication_keys_json(call, **resource));
}

}  // namespace droppoint::fakes::resource_manager
