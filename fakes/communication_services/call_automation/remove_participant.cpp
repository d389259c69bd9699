#include <utility>

#include "fakes/communication_services/call_automation/callbacks.hpp"
#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

http::Response take_out(Request& request) {
  auto user = read_user(request, request.body, "participantToRemove");
  if (!user) return std::move(user.error());
  auto url = read_callback_url(request, "operationCallbackUri", Presence::optional);
  if (!url) return std::move(url.error());
  auto found = find_connected(request);
  if (!found) return std::move(found.error());
  auto& [connection, call] = *found;
  DataPlane& plane = request.plane;
  const std::string context = text_of_member(request, "operationContext");
  Callee* callee = call.callee_of(*user);
  const bool answered = callee != nullptr && callee->state == CalleeState::answered;
  const bool caller = *user == call.caller && !call.caller_left;
  CallbackEvent event{.type = "RemoveParticipantSucceeded",
                      .operation_context = context,
                      .result = kSucceeded,
                      .url = std::move(*url)};
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
  return json_answer(202, {{"operationContext", context}});
}

}  // namespace

// POST /calling/callConnections/{id}/participants:remove.
sim::Task<http::Response> remove_participant(DataPlane& plane, const wire::Hop& hop,
                                             http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &take_out);
}

}  // namespace droppoint::fakes::communication_services::call_automation
