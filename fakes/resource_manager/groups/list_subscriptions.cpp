#include "fakes/resource_manager/groups/subscription_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

Json subscription_json(const Call& call, const std::string& id) {
  return Json{
      {"id", "/subscriptions/" + id}, {"subscriptionId", id}, {"tenantId", call.plane.options.tenant_id},
      {"displayName", "Droppoint"},   {"state", "Enabled"},   {"authorizationSource", "RoleBased"}};
}

http::Response list_subscriptions(Call& call) {
  Json value = Json::array();
  for (const auto& [id, groups] : call.plane.store.groups()) value.push_back(subscription_json(call, id));
  const auto count = value.size();
  return json_answer(200,
                     Json{{"value", std::move(value)}, {"count", {{"type", "Total"}, {"value", count}}}});
}

}  // namespace droppoint::fakes::resource_manager
