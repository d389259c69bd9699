#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// There is no virtual network here that a private endpoint could stand in. An unknown namespace is 404 first.
http::Response refuse_private_endpoints(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return name_space.error();
  return not_emulated("Private Link of a notification hub namespace (private endpoint connections)");
}

}  // namespace droppoint::fakes::resource_manager
