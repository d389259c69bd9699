#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// The answer's member is spelled `isAvailiable` in the public specification.
http::Response check_namespace_name(Call& call) {
  const Fields body = call.body();
  const std::string name = body.required_text("name");
  if (auto refusal = body.refusal()) return *refusal;
  const bool available = is_namespace_name(name) && call.plane.store.find_namespace(name) == nullptr;
  return json_answer(200, Json{{"id", "/subscriptions/" + subscription_of(call) +
                                          "/providers/Microsoft.NotificationHubs/checkNamespaceAvailability"},
                               {"name", name},
                               {"type", "Microsoft.NotificationHubs/namespaces/checkNamespaceAvailability"},
                               {"location", body.text("location").value_or("")},
                               {"isAvailiable", available}});
}

}  // namespace droppoint::fakes::resource_manager
