#include "fakes/resource_manager/groups/group_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_group(Call& call) {
  const auto& groups = groups_of(call);
  const auto found = groups.find(call.path.text("name"));
  if (found == groups.end()) return group_not_found(call.path.text("name"));
  return json_answer(200, group_json(call, found->first));
}

}  // namespace droppoint::fakes::resource_manager
