#include <utility>

#include "fakes/communication_services/call_automation/callbacks.hpp"
#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// DELETE /calling/callConnections/{id}: the back end leaves; the call goes on where two others talk.
http::Response hang_up(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  auto& [connection, call] = *found;
  DataPlane& plane = request.plane;
  if (connection.state == ConnectionState::connecting) {
    end_call(plane, call, kEndedByCallAutomation);
    return http::Response{.status = 204};
  }
  const Connection::Kind kind = connection.kind;
  const std::string identity = connection.identity;
  disconnect(plane, connection, call, kEndedByCallAutomation);
  Callee* callee = kind == Connection::Kind::answered ? call.callee_of(identity) : nullptr;
  if (callee != nullptr) {
    leave_call(plane, call, *callee, kEndedByCallAutomation);
  } else if (kind == Connection::Kind::created) {
    caller_leaves(plane, call, kEndedByCallAutomation);
  } else {
    participants_changed(plane, call);
    end_if_deserted(plane, call, kEndedByCallAutomation);
  }
  return http::Response{.status = 204};
}

}  // namespace droppoint::fakes::communication_services::call_automation
