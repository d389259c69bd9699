#include "emulator/http/response.hpp"
#include "fakes/resource_manager/groups/group_json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// HEAD: whether the group exists.
http::Response check_group(Call& call) {
  return http::empty_response(groups_of(call).contains(call.path.text("name")) ? 204 : 404);
}

}  // namespace droppoint::fakes::resource_manager
