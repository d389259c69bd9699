#include <utility>

#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/call_automation/ringing.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// POST /calling/callConnections:reject.
http::Response reject_incoming_call(Request& request) {
  const std::string reason = text_of_member(request, "callRejectReason");
  if (!reason.empty() && reason != "none" && reason != "busy" && reason != "forbidden") {
    return invalid("callRejectReason is none of: none, busy, forbidden.");
  }
  auto ringing = find_ringing(request);
  if (!ringing) return std::move(ringing.error());
  stop_ringing(request.plane, ringing->call, ringing->callee, CalleeState::declined);
  return http::Response{.status = 204};
}

}  // namespace droppoint::fakes::communication_services::call_automation
