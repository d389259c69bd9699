#include "fakes/resource_manager/hubs/namespace_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_namespace(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return name_space.error();
  return json_answer(200, namespace_json(call, **name_space));
}

}  // namespace droppoint::fakes::resource_manager
