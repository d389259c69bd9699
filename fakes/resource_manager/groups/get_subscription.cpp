#include "fakes/resource_manager/groups/subscription_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response get_subscription(Call& call) {
  return json_answer(200, subscription_json(call, subscription_of(call)));
}

}  // namespace droppoint::fakes::resource_manager
