#include <utility>

#include "fakes/communication_services/call_automation/callbacks.hpp"
#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// POST /calling/callConnections/{id}/participants:remove.
http::Response remove_participant(Request& request) {
  auto user = read_user(request, request.body, "participantToRemove");
  if (!user) return std::move(user.error());
  auto asked = find_asked(request);
  if (!asked) return std::move(asked.error());
  auto& [connection, call, callback_uri, context] = *asked;
  DataPlane& plane = request.plane;
  Callee* callee = call.callee_of(*user);
  const bool answered = callee != nullptr && callee->state == CalleeState::answered;
  const bool caller = *user == call.caller && !call.caller_left;
  CallbackEvent event{.type = "RemoveParticipantSucceeded",
                      .operation_context = context,
                      .result = kSucceeded,
                      .url = std::move(callback_uri)};
  event.more["participant"] = identifier_of(*user);
  if (!answered && !caller) {
    event.type = "RemoveParticipantFailed";
    event.result = {404, 8523, "The participant is not in the call."};
  }
  send_callback(plane, connection, call, std::move(event));
  if (answered) {
    remove_from_call(plane, call, *callee, kRemoved);
  } else if (caller) {
    caller_leaves(plane, call, kRemoved);
  }
  return accepted(context);
}

}  // namespace droppoint::fakes::communication_services::call_automation
