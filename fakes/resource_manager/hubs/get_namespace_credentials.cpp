#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// Credentials of a namespace cannot be set here (501), so there never are any; its hubs have theirs.
http::Response get_namespace_credentials(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return name_space.error();
  return json_answer(200, Json{{"id", resources::resource_id_of(**name_space) + "/pnsCredentials"},
                               {"name", (*name_space)->name},
                               {"type", "Microsoft.NotificationHubs/namespaces/pnsCredentials"},
                               {"location", (*name_space)->location},
                               {"properties", Json::object()}});
}

}  // namespace droppoint::fakes::resource_manager
