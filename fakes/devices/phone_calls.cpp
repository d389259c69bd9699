#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/devices/answers.hpp"
#include "fakes/devices/devices.hpp"
#include "fakes/devices/screen.hpp"

// The phone's side of a call. What its user does comes from the control API by way of Communication Services,
// POST /calls/{id}/answer, …/decline and …/hang-up; …/over says that the other side hung up.

namespace droppoint::fakes::devices {
namespace {

http::Response not_ringing(const Device& device, const std::string& call) {
  return error_answer(409, {"NotRinging", device.name + " does not ring for the call " + excerpt(call),
                            device.name + " shows: " + std::string(to_text(screen_of(device)))});
}

http::Response not_in_call(const Device& device, const std::string& call) {
  return error_answer(409, {"NotInCall", device.name + " is not in the call " + excerpt(call)});
}

// Takes the call off the phone; false: it was not answered here.
bool leave(Device& device, const std::string& call) {
  const PhoneCall* found = device.find_call(call);
  if (found == nullptr || !found->answered) return false;
  std::erase_if(device.calls, [&call](const PhoneCall& each) { return each.sign.call_id == call; });
  return true;
}

}  // namespace

wire::Answer Devices::act_on_call(const wire::Hop& hop) {
  Device* device = find(hop.request.authority);
  if (device == nullptr || !device->reachable()) return tl::unexpected<wire::Break>(wire::Break::refused);
  const auto target = http::Target::parse(hop.request.target);
  if (!target || target->segments().size() != 3) return http::empty_response(404);
  const std::string& id = target->segments()[1];
  const std::string& action = target->segments()[2];
  const auto tell = [this, &hop](const char* kind, std::string detail) {
    wire_.ledger().event(hop.trace, wire::Party::device, kind, std::move(detail));
  };
  if (action == "answer" || action == "decline") {
    PhoneCall* call = device->find_call(id);
    if (call == nullptr || call->answered) return not_ringing(*device, id);
    ring_timers_.erase({device->name, id});
    if (action == "decline") {
      stop_ringing(*device, id, Screen::none);
      tell("declines", device->name + " declines " + id);
      return http::empty_response(200);
    }
    PhoneCall taken = *call;
    taken.answered = true;
    taken.since = wire_.scheduler().now();
    stop_ringing(*device, id, Screen::none);
    device->calls.push_back(std::move(taken));
    tell("answers", device->name + " answers " + id);
    return http::empty_response(200);
  }
  if (action != "hang-up" && action != "over") return http::empty_response(404);
  if (!leave(*device, id)) return not_in_call(*device, id);
  tell(action == "over" ? "call-over" : "hangs-up", device->name + " leaves " + id);
  return http::empty_response(200);
}

void Devices::start_ringing(const Device& device, const PhoneCall& call) {
  const std::string& id = call.sign.call_id;
  const std::string& shown = call.sign.display_name.empty() ? call.sign.caller : call.sign.display_name;
  wire_.ledger().event(call.trace, wire::Party::device, "rings",
                       device.name + " rings for " + id + (shown.empty() ? "" : ": " + shown + " calls"));
  const auto by_itself = [this, name = device.name, id, trace = call.trace] {
    Device* ringing = find(name);
    ring_timers_.erase({name, id});
    if (ringing == nullptr || !stop_ringing(*ringing, id, Screen::missed_call)) return;
    wire_.ledger().event(trace, wire::Party::device, "stops-ringing", name + " was not answered");
  };
  sim::Scheduler& scheduler = wire_.scheduler();
  ring_timers_.insert_or_assign(
      {device.name, id}, scheduler.at(scheduler.now() + kRingsFor, sim::Weight::background, by_itself));
}

}  // namespace droppoint::fakes::devices
