#include <utility>

#include "fakes/communication_services/call_automation/participants.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/call_automation/ringing.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// POST /calling/callConnections:redirect: the call rings for somebody else, as the same call.
http::Response redirect_incoming_call(Request& request) {
  auto target = read_user(request, request.body, "target");
  if (!target) return std::move(target.error());
  auto ringing = find_ringing(request);
  if (!ringing) return std::move(ringing.error());
  auto& [call, callee] = *ringing;
  if (is_called_or_in(call, *target)) {
    return invalid("The target is in the call already.");
  }
  DataPlane& plane = request.plane;
  Callee next = make_callee(plane, std::move(*target));
  next.invitation = callee.invitation;
  const sim::Duration left = callee.ringing_until - plane.now();
  stop_ringing(plane, call, callee, CalleeState::redirected);
  call.callees.push_back(std::move(next));
  ring_one(plane, call, call.callees.back(), left);
  return http::Response{.status = 204};
}

}  // namespace droppoint::fakes::communication_services::call_automation
