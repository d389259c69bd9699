#include "fakes/resource_manager/hubs/hub_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/page.hpp"

namespace droppoint::fakes::resource_manager {

http::Response list_hubs(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return name_space.error();
  Json value = Json::array();
  for (const auto& [name, hub] : (*name_space)->hubs) value.push_back(hub_json(**name_space, hub));
  return page_answer(call, std::move(value));
}

}  // namespace droppoint::fakes::resource_manager
