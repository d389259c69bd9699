#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response check_hub_name(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return name_space.error();
  const Fields body = call.body();
  const std::string name = body.required_text("name");
  if (auto refusal = body.refusal()) return *refusal;
  const bool available = is_hub_name(name) && !(*name_space)->hubs.contains(name);
  return json_answer(
      200, Json{{"id", resources::resource_id_of(**name_space) + "/checkNotificationHubAvailability"},
                {"name", name},
                {"type", "Microsoft.NotificationHubs/namespaces/checkNotificationHubAvailability"},
                {"location", (*name_space)->location},
                {"isAvailiable", available}});
}

}  // namespace droppoint::fakes::resource_manager
