#include "fakes/resource_manager/hubs/credentials.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_hub_credentials(Call& call) {
  const auto found = find_hub(call);
  if (!found) return found.error();
  return json_answer(
      200, Json{{"id", resources::resource_id_of(*found->name_space, *found->hub) + "/pnsCredentials"},
                {"name", found->hub->name},
                {"type", "Microsoft.NotificationHubs/namespaces/notificationHubs/pnsCredentials"},
                {"location", found->hub->location},
                {"properties", credentials_json(*found->hub)}});
}

}  // namespace droppoint::fakes::resource_manager
