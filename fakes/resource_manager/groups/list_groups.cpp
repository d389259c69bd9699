#include "fakes/resource_manager/groups/group_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response list_groups(Call& call) {
  Json value = Json::array();
  for (const auto& [name, location] : groups_of(call)) value.push_back(group_json(call, name));
  return json_answer(200, Json{{"value", std::move(value)}});
}

}  // namespace droppoint::fakes::resource_manager
