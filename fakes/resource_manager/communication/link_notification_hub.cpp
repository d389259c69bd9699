#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

// Writes the link and checks next to nothing: a wrong string, a policy without Send or a hub that is not
// there show only when something is sent. The answer never repeats the connection string.
http::Response link_notification_hub(Call& call) {
  const auto resource = find_communication(call);
  if (!resource) return resource.error();
  const Fields body = call.body();
  std::string connection_string = body.required_text("connectionString");
  std::string hub_id = body.required_text("resourceId");
  if (auto refusal = body.refusal()) return *refusal;
  const auto hub = resources::parse_hub_id(hub_id);
  if (hub && !http::equal_ignoring_case(hub->subscription, (*resource)->subscription))
    return refuse(400, "WrongSubscription",
                  "The notification hub and the communication service must be in the same subscription.");

  (*resource)->link = resources::Link{std::move(connection_string), hub_id, call.plane.now()};
  call.event("link-written", resources::resource_id_of(**resource) + " to " + hub_id);
  return json_answer(200, Json{{"resourceId", hub_id}});
}

}  // namespace droppoint::fakes::resource_manager
