#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

http::Response get_one(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  const std::string& wanted = request.parameters.text("participant");
  for (const Participant& participant : participants_of(request.plane, found->call)) {
    if (participant.user == wanted) return json_answer(200, participant_json(participant));
  }
  return service_error(404, "ParticipantNotFound", "The participant is not in the call.");
}

}  // namespace

// GET /calling/callConnections/{id}/participants/{raw id}.
sim::Task<http::Response> get_participant(DataPlane& plane, const wire::Hop& hop,
                                          http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &get_one);
}

}  // namespace droppoint::fakes::communication_services::call_automation
