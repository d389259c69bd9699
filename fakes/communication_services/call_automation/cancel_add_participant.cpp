#include <utility>

#include "fakes/communication_services/call_automation/callbacks.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

Callee* find_invited(Call& call, const std::string& invitation) {
  for (Callee& callee : call.callees) {
    if (callee.invitation == invitation && callee.state == CalleeState::ringing) return &callee;
  }
  return nullptr;
}

http::Response cancel(Request& request) {
  const std::string id = text_of_member(request, "invitationId");
  if (id.empty()) return invalid("invitationId is missing.");
  auto url = read_callback_url(request, "operationCallbackUri", Presence::optional);
  if (!url) return std::move(url.error());
  auto found = find_connected(request);
  if (!found) return std::move(found.error());
  auto& [connection, call] = *found;
  DataPlane& plane = request.plane;
  const std::string context = text_of_member(request, "operationContext");
  Callee* callee = find_invited(call, id);
  CallbackEvent event{.type = "CancelAddParticipantSucceeded",
                      .operation_context = context,
                      .result = kSucceeded,
                      .url = std::move(*url)};
  event.more["invitationId"] = id;
  if (callee == nullptr) {
    event.type = "CancelAddParticipantFailed";
    event.result = {404, 8524, "The invitation is not pending."};
  } else {
    plane.call_connections.take_invitation(id);
  }
  send_callback(plane, connection, call, std::move(event));
  if (callee != nullptr) stop_ringing(plane, call, *callee, CalleeState::canceled);
  nlohmann::ordered_json answer;
  answer["invitationId"] = id;
  if (!context.empty()) answer["operationContext"] = context;
  return json_answer(202, answer);
}

}  // namespace

// POST /calling/callConnections/{id}/participants:cancelAddParticipant.
sim::Task<http::Response> cancel_add_participant(DataPlane& plane, const wire::Hop& hop,
                                                 http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &cancel);
}

}  // namespace droppoint::fakes::communication_services::call_automation
