#include "fakes/resource_manager/hubs/credentials.hpp"
#include "fakes/resource_manager/hubs/hub_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response patch_hub(Call& call) {
  const auto found = find_hub(call);
  if (!found) return found.error();
  resources::Hub hub = *found->hub;
  const Fields body = call.body();
  hub.tags = body.tags("tags").value_or(hub.tags);
  const Fields properties = body.object("properties");
  read_credentials(properties, Absent::keep, call.plane.now(), hub);
  read_registration_ttl(properties, hub);
  const auto unemulated = refuse_unemulated_hub(properties);
  if (auto refusal = body.refusal()) return *refusal;
  if (unemulated) return *unemulated;
  hub.updated_at = call.plane.now();
  *found->hub = std::move(hub);
  return json_answer(200, hub_json(*found->name_space, *found->hub));
}

}  // namespace droppoint::fakes::resource_manager
