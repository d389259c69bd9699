#include "emulator/http/response.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/installations/operations.hpp"
#include "fakes/notification_hubs/installations/replies.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"

namespace droppoint::fakes::notification_hubs {

Reply delete_installation(Core& core, Call& call) {
  registrations_of(*call.hub).remove_installation(call.parameters.text("id"));
  count_installation(core, call, "installation.delete");
  return http::empty_response(204);
}

}  // namespace droppoint::fakes::notification_hubs
