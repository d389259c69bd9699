#include <utility>

#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// POST /calling/callConnections/{id}/participants:mute, of one participant.
http::Response mute_participants(Request& request) {
  const auto users = read_users(request, "targetParticipants");
  if (!users) return users.error();
  if (users->size() != 1) return invalid("Only one participant can be muted at a time.");
  auto found = find_connected(request);
  if (!found) return std::move(found.error());
  Call& call = found->call;
  const std::string& user = users->front();
  Callee* callee = call.callee_of(user);
  if (callee != nullptr && callee->state == CalleeState::answered) {
    callee->muted = true;
  } else if (user == call.caller && !call.caller_left) {
    call.caller_muted = true;
  } else {
    return service_error(404, "ParticipantNotFound", "The participant is not in the call.");
  }
  participants_changed(request.plane, call);
  const std::string context = text_of_member(request, "operationContext");
  nlohmann::ordered_json answer = nlohmann::ordered_json::object();
  if (!context.empty()) answer["operationContext"] = context;
  return json_answer(200, answer);
}

}  // namespace droppoint::fakes::communication_services::call_automation
