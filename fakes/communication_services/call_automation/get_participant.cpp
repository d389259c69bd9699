#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// GET /calling/callConnections/{id}/participants/{raw id}.
http::Response get_participant(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  const std::string& wanted = request.parameters.text("participant");
  for (const Participant& participant : participants_of(request.plane, found->call)) {
    if (participant.user == wanted) return json_answer(200, participant_json(participant));
  }
  return service_error(404, "ParticipantNotFound", "The participant is not in the call.");
}

}  // namespace droppoint::fakes::communication_services::call_automation
