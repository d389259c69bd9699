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

}  // namespace

// POST /calling/callConnections/{id}/participants:cancelAddParticipant.
http::Response cancel_add_participant(Request& request) {
  const std::string id = text_of_member(request, "invitationId");
  if (id.empty()) return invalid("invitationId is missing.");
  auto asked = find_asked(request);
  if (!asked) return std::move(asked.error());
  auto& [connection, call, callback_uri, context] = *asked;
  DataPlane& plane = request.plane;
  Callee* callee = find_invited(call, id);
  CallbackEvent event{.type = "CancelAddParticipantSucceeded",
                      .operation_context = context,
                      .result = kSucceeded,
                      .url = std::move(callback_uri)};
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
  return accepted(context, std::move(answer));
}

}  // namespace droppoint::fakes::communication_services::call_automation
