#include "fakes/communication_services/call_automation/ringing.hpp"

#include "fakes/communication_services/call_automation/context.hpp"

namespace droppoint::fakes::communication_services::call_automation {

tl::expected<Ringing, http::Response> find_ringing(Request& request) {
  const auto context =
      read_incoming_call_context(request.plane, text_of_member(request, "incomingCallContext"));
  if (!context) return tl::unexpected(invalid("incomingCallContext is missing or invalid."));
  Call* call = request.plane.calls.find(context->call);
  Callee* callee =
      call == nullptr || call->resource != request.resource ? nullptr : call->callee_of(context->user);
  if (callee == nullptr || callee->state != CalleeState::ringing) return tl::unexpected(call_not_found());
  return Ringing{*call, *callee};
}

}  // namespace droppoint::fakes::communication_services::call_automation
