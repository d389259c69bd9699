#include "emulator/http/response.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/sends/operations.hpp"

namespace droppoint::fakes::notification_hubs {

Reply cancel_scheduled_send(Core& core, Call& call) {
  const HubName hub{call.name_space->name, call.hub->name};
  const Message* message = core.messages.find(hub, call.parameters.text("id"));
  if (message == nullptr || !core.messages.cancel(message->id))
    return tl::unexpected(Refusal{.status = 404, .message = ""});
  core.scheduled.erase(http::to_lower(message->id));
  core.count_cancelled(hub);
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::notification_hubs
