#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/communication/communication_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// Of a resource group, or of the whole subscription. All of them on one page.
http::Response list_communication(Call& call) {
  Json value = Json::array();
  for (const auto& [name, resource] : call.plane.store.communication_services()) {
    if (!http::equal_ignoring_case(resource.subscription, call.path.text("subscription"))) continue;
    if (call.path.contains("group") &&
        !http::equal_ignoring_case(resource.resource_group, call.path.text("group")))
      continue;
    value.push_back(communication_json(call.plane, resource));
  }
  return json_answer(200, Json{{"value", std::move(value)}, {"nextLink", nullptr}});
}

}  // namespace droppoint::fakes::resource_manager
