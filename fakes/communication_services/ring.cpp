#include "fakes/communication_services/ring.hpp"

#include <algorithm>

#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_payload.hpp"
#include "fakes/communication_services/tell.hpp"

namespace droppoint::fakes::communication_services {
namespace {

CallEvent event_of(const Call& call) {
  if (call.caller.starts_with("4:")) return CallEvent::incoming_pstn_call;
  return call.group ? CallEvent::incoming_group_call : CallEvent::incoming_call;
}

CallPush push_of(const Call& call, const Callee& callee, CallEvent event) {
  return {.event = event,
          .cp = call.cp,
          .call_id = call.id,
          .recipient = callee.user,
          .caller = call.caller,
          .display_name = call.caller_name,
          .video = call.video,
          .expires_at = call.push_expires_at};
}

Announcement announcement_of(const DataPlane& plane, const Call& call, const Callee& callee,
                             CallEvent event) {
  const CallPush push = push_of(call, callee, event);
  Announcement announcement;
  announcement.trace = call.trace;
  announcement.kind = event == CallEvent::stop_ringing ? "stop-ringing" : "incoming-call";
  announcement.resource = call.resource;
  announcement.user = callee.label;
  announcement.realtime_body = call_realtime_body(push);
  announcement.push_message = [push, format = plane.options.format_for_fcm(),
                               now = plane.now()](const Registration& registration) {
    return call_message(push, registration.platform, format, now);
  };
  return announcement;
}

PushToConnected push_to_connected(const DataPlane& plane) {
  return plane.options.push_in_foreground ? PushToConnected::yes : PushToConnected::no;
}

void ring_callee(DataPlane& plane, const Call& call, Callee& callee) {
  const Announcement announcement = announcement_of(plane, call, callee, event_of(call));
  callee.rung = targets_of(plane, callee.user, Purpose::calls);
  if (callee.rung.empty()) drop_unregistered(plane, announcement, callee.user, Purpose::calls);
  for (const Target& target : callee.rung) tell(plane, announcement, target, push_to_connected(plane));
}

void event(DataPlane& plane, const Call& call, std::string kind, std::string detail) {
  plane.wire.ledger().event(call.trace, wire::Party::communication_services, std::move(kind),
                            std::move(detail));
}

void time_out(DataPlane& plane, const std::string& call_id, const std::string& user) {
  Call* call = plane.calls.find(call_id);
  Callee* callee = call == nullptr ? nullptr : call->callee_of(user);
  if (callee == nullptr || callee->state != CalleeState::ringing) return;
  stop_ringing(plane, *call, *callee, CalleeState::missed);
}

void start_to_ring(DataPlane& plane, const Call& call, Callee& callee, sim::Time until) {
  callee.ringing_until = until;
  ring_callee(plane, call, callee);
  callee.ring_timeout = plane.wire.scheduler().at(
      until, sim::Weight::work, [&plane, id = call.id, user = callee.user] { time_out(plane, id, user); });
}

}  // namespace

void ring(DataPlane& plane, Call& call) {
  call.started_at = plane.now();
  call.push_expires_at = call.started_at + plane.options.call_push_expiry;
  call.ringing_until = call.started_at + plane.options.ringing;
  call.group = call.group || call.callees.size() > 1;
  event(plane, call, "ringing", "call " + call.id + " until " + sim::to_iso8601(call.ringing_until));
  for (Callee& callee : call.callees) start_to_ring(plane, call, callee, call.ringing_until);
}

void ring_one(DataPlane& plane, Call& call, Callee& callee, sim::Duration ringing) {
  call.push_expires_at = plane.now() + plane.options.call_push_expiry;
  call.ringing_until = plane.now() + ringing;
  event(plane, call, "ringing",
        "call " + call.id + " for " + callee.label + " until " + sim::to_iso8601(call.ringing_until));
  start_to_ring(plane, call, callee, call.ringing_until);
}

void stop_ringing(DataPlane& plane, Call& call, Callee& callee, CalleeState state, std::string_view device) {
  callee.state = state;
  callee.device = std::string(device);
  callee.ring_timeout.cancel();
  event(plane, call, "ringing-ended", callee.label + ' ' + std::string(to_text(state)));
  const Announcement announcement = announcement_of(plane, call, callee, CallEvent::stop_ringing);
  // How the devices can be reached may have changed since they began to ring.
  for (const Target& target : targets_of(plane, callee.user, Purpose::calls)) {
    if (!device.empty() && target.device == device) continue;
    const bool rang = std::any_of(callee.rung.begin(), callee.rung.end(),
                                  [&target](const Target& rung) { return rung.is_same_device(target); });
    if (rang) tell(plane, announcement, target, push_to_connected(plane));
  }
  call_automation::callee_changed(plane, call, callee);
}

}  // namespace droppoint::fakes::communication_services
