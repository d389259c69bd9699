#include "fakes/notification_hubs/hubs/operations.hpp"

namespace droppoint::fakes::notification_hubs {

Reply delete_hub(Core& core, Call& call) {
  if (call.hub == nullptr) return tl::unexpected(hub_not_found("there is no such hub to delete"));
  const std::string id = resources::resource_id_of(*call.name_space, *call.hub);
  core.metrics.forget(id);
  core.ledger().event(call.hop.trace, wire::Party::notification_hubs, "resource-deleted", id);
  const std::string name = call.hub->name;
  call.hub = nullptr;
  call.name_space->hubs.erase(name);
  return http::Response{.status = 200, .headers = {}, .body = nullptr};
}

}  // namespace droppoint::fakes::notification_hubs
