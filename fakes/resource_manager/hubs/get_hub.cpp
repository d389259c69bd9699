#include "fakes/resource_manager/hubs/hub_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_hub(Call& call) {
  const auto found = find_hub(call);
  if (!found) return found.error();
  return json_answer(200, hub_json(*found->name_space, *found->hub));
}

}  // namespace droppoint::fakes::resource_manager
