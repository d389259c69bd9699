#include "fakes/communication_services/end_call.hpp"

#include <string>
#include <utility>

#include "fakes/communication_services/act_on_device.hpp"
#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_automation/participants.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr std::size_t kTalkersMin = 2;

sim::Task<void> end_on_device(DataPlane& plane, wire::TraceId trace, std::string device, std::string call) {
  auto ending = act_on_device(plane, trace, std::move(device), std::move(call), "over");
  co_await std::move(ending);
}

void tell_phone(DataPlane& plane, const Call& call, const Callee& callee) {
  if (callee.state != CalleeState::answered || callee.device.empty()) return;
  plane.wire.scheduler().spawn(end_on_device(plane, call.trace, callee.device, call.id),
                               "end of call on " + callee.device);
}

}  // namespace

void end_call(DataPlane& plane, Call& call, EndReason reason) {
  if (call.ended) return;
  for (Callee& callee : call.callees) {
    if (callee.state == CalleeState::ringing) stop_ringing(plane, call, callee, CalleeState::canceled);
    tell_phone(plane, call, callee);
  }
  if (call.ended) return;
  call.ended = true;
  call_automation::call_ended(plane, call, reason);
}

void leave_call(DataPlane& plane, Call& call, Callee& callee, EndReason reason) {
  callee.state = CalleeState::left;
  call_automation::participants_changed(plane, call);
  end_if_deserted(plane, call, reason);
}

void remove_from_call(DataPlane& plane, Call& call, Callee& callee, EndReason reason) {
  tell_phone(plane, call, callee);
  leave_call(plane, call, callee, reason);
}

void caller_leaves(DataPlane& plane, Call& call, EndReason reason) {
  call.caller_left = true;
  call_automation::participants_changed(plane, call);
  end_if_deserted(plane, call, reason);
}

void end_if_deserted(DataPlane& plane, Call& call, EndReason reason) {
  if (call.ended || call.rings()) return;
  if (call_automation::participants_of(plane, call).size() < kTalkersMin) end_call(plane, call, reason);
}

}  // namespace droppoint::fakes::communication_services
