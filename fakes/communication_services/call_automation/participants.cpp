#include "fakes/communication_services/call_automation/participants.hpp"

namespace droppoint::fakes::communication_services::call_automation {

std::vector<Participant> participants_of(DataPlane& plane, const Call& call) {
  std::vector<Participant> all;
  if (call.ended) return all;
  bool talks = !call.group_id.empty();
  for (const Callee& callee : call.callees) {
    talks = talks || callee.state == CalleeState::answered || callee.state == CalleeState::left;
  }
  if (!talks) return all;
  if (!call.caller_left) all.push_back({call.caller, call.caller_muted});
  for (const Callee& callee : call.callees) {
    if (callee.state == CalleeState::answered) all.push_back({callee.user, callee.muted});
  }
  plane.call_connections.for_each_of(call.id, [&all](const Connection& connection) {
    if (connection.kind == Connection::Kind::joined) all.push_back({connection.identity});
  });
  return all;
}

bool is_called_or_in(Call& call, const std::string& user) {
  const Callee* known = call.callee_of(user);
  const bool live =
      known != nullptr && (known->state == CalleeState::ringing || known->state == CalleeState::answered);
  return live || (user == call.caller && !call.caller_left);
}

}  // namespace droppoint::fakes::communication_services::call_automation
