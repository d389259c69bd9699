#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/hubs/namespace_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/page.hpp"

namespace droppoint::fakes::resource_manager {

// Of a resource group, or of the whole subscription.
http::Response list_namespaces(Call& call) {
  Json value = Json::array();
  for (const auto& [name, name_space] : call.plane.store.namespaces()) {
    if (!http::equal_ignoring_case(name_space.subscription, call.path.text("subscription"))) continue;
    if (call.path.contains("group") &&
        !http::equal_ignoring_case(name_space.resource_group, call.path.text("group")))
      continue;
    value.push_back(namespace_json(call, name_space));
  }
  return page_answer(call, std::move(value));
}

}  // namespace droppoint::fakes::resource_manager
