#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {

// GET /_droppoint/v1/users: in order of creation. A user that a client made has its id for a name.
sim::Task<http::Response> list_users(DataPlane& plane, const wire::Hop&, http::PathParameters) {
  nlohmann::ordered_json users = nlohmann::ordered_json::array();
  for (const Identity* identity : plane.identities.list()) {
    nlohmann::ordered_json user;
    user["name"] = identity->label();
    user["id"] = identity->id;
    user["resource"] = nullptr;
    for (const auto& [name, resource] : plane.store.communication_services()) {
      if (resource.immutable_id == identity->resource_id) user["resource"] = resource.name;
    }
    users.push_back(std::move(user));
  }
  co_return json_answer(200, users);
}

}  // namespace droppoint::fakes::communication_services
