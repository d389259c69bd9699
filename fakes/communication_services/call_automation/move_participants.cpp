#include <utility>

#include "fakes/communication_services/call_automation/callbacks.hpp"
#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

// Takes the user out of the old call as one who goes on talking; null: the user is not in it.
std::optional<Callee> take_over(DataPlane& plane, Call& from, const std::string& user) {
  Callee moved = make_callee(plane, user);
  moved.state = CalleeState::answered;
  Callee* callee = from.callee_of(user);
  if (callee != nullptr && callee->state == CalleeState::answered) {
    moved.device = callee->device;
    moved.rung = callee->rung;
    // The phone knows a call by its id: the old one is over for it.
    remove_from_call(plane, from, *callee, kHungUp);
    return moved;
  }
  if (user != from.caller || from.caller_left) return std::nullopt;
  caller_leaves(plane, from, kHungUp);
  return moved;
}

}  // namespace

// POST /calling/callConnections/{id}/participants:moveHere: takes participants over from another call.
http::Response move_participants(Request& request) {
  const auto users = read_users(request, "targetParticipants");
  if (!users) return users.error();
  auto asked = find_asked(request);
  if (!asked) return std::move(asked.error());
  auto& [connection, call, callback_uri, context] = *asked;
  DataPlane& plane = request.plane;
  const std::string from_id = text_of_member(request, "fromCall");
  const Connection* from = plane.call_connections.find(from_id);
  Call* from_call =
      from == nullptr || from->resource != request.resource ? nullptr : plane.calls.find(from->call);
  if (from_call == nullptr || from_call == &call)
    return invalid("fromCall is no other connection that is up.");
  nlohmann::ordered_json answer;
  answer["participants"] = nlohmann::ordered_json::array();
  for (const std::string& user : *users) {
    answer["participants"].push_back(participant_json({user}));
    std::optional<Callee> moved = take_over(plane, *from_call, user);
    CallbackEvent event{
        .type = moved ? "MoveParticipantSucceeded" : "MoveParticipantFailed",
        .operation_context = context,
        .result = moved ? kSucceeded : EndReason{404, 8523, "The participant is not in that call."},
        .url = callback_uri};
    event.more["participant"] = identifier_of(user);
    event.more["fromCall"] = from_id;
    send_callback(plane, connection, call, std::move(event));
    if (!moved) continue;
    call.group = true;
    call.callees.push_back(std::move(*moved));
    participants_changed(plane, call);
  }
  answer["fromCall"] = from_id;
  return accepted(context, std::move(answer));
}

}  // namespace droppoint::fakes::communication_services::call_automation
