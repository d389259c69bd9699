#include <optional>

#include "fakes/communication_services/call_control.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/ring.hpp"

// What can happen to a call: GET /_droppoint/v1/calls/{id}, and POST …/answer, …/decline, …/hang-up.

namespace droppoint::fakes::communication_services {
namespace {

Error unknown_call(const http::PathParameters& parameters) {
  return {"UnknownCall", "There is no call " + parameters.text("id") + "."};
}

struct Taker {
  Callee* callee = nullptr;
  // Empty if nothing of the emulator rang: some other client of the user took the call.
  std::string device;
};

// Who answers or declines: the device that is named, or else the first that rings.
Result<Taker> find_taker(Call& call, const nlohmann::json& body) {
  const auto device = text_member(body, "device");
  if (is_other_than(body, "device", nlohmann::json::value_t::string)) {
    return fail("InvalidRequest", "\"device\" is no text.");
  }
  if (device) {
    Callee* callee = call.callee_with_device(*device);
    if (callee == nullptr) return fail("UnknownDevice", "The call never rang on " + *device + ".");
    if (callee->state != CalleeState::ringing) {
      return fail("CallNotRinging", "The call no longer rings on " + *device + ": it was " +
                                        std::string(to_text(callee->state)) + ".");
    }
    return Taker{callee, *device};
  }
  for (Callee& callee : call.callees) {
    if (callee.state != CalleeState::ringing) continue;
    return Taker{&callee, callee.rung.empty() ? std::string() : callee.rung.front().device};
  }
  return fail("CallNotRinging",
              "The call no longer rings: it is " + std::string(to_text(call.state())) + ".");
}

// Answering on one device and declining on one both end the ringing on the user's others (inferred).
std::optional<Error> take(DataPlane& plane, const wire::Hop& hop, const http::PathParameters& parameters,
                          CalleeState state) {
  Call* call = plane.calls.find(parameters.text("id"));
  if (call == nullptr) return unknown_call(parameters);
  const auto body = read_object(hop.request);
  if (!body) return body.error();
  const auto taker = find_taker(*call, *body);
  if (!taker) return taker.error();
  stop_ringing(plane, *call, *taker->callee, state, taker->device);
  return std::nullopt;
}

http::Response present(DataPlane& plane, const http::PathParameters& parameters) {
  const Call* call = plane.calls.find(parameters.text("id"));
  if (call == nullptr) return control_error(unknown_call(parameters));
  return json_answer(200, call_json(plane, *call));
}

}  // namespace

sim::Task<http::Response> get_call(DataPlane& plane, const wire::Hop&, http::PathParameters parameters) {
  co_return present(plane, parameters);
}

sim::Task<http::Response> answer_call(DataPlane& plane, const wire::Hop& hop,
                                      http::PathParameters parameters) {
  if (const auto error = take(plane, hop, parameters, CalleeState::answered)) {
    co_return control_error(*error);
  }
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  co_return present(plane, parameters);
}

sim::Task<http::Response> decline_call(DataPlane& plane, const wire::Hop& hop,
                                       http::PathParameters parameters) {
  if (const auto error = take(plane, hop, parameters, CalleeState::declined)) {
    co_return control_error(*error);
  }
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  co_return present(plane, parameters);
}

// The caller gives up, or an answered call is over.
sim::Task<http::Response> hang_up_call(DataPlane& plane, const wire::Hop&, http::PathParameters parameters) {
  Call* call = plane.calls.find(parameters.text("id"));
  if (call == nullptr) co_return control_error(unknown_call(parameters));
  const CallState state = call->state();
  if (state != CallState::ringing && state != CallState::connected) {
    co_return control_error(
        {"CallNotRinging", "The call is over: it is " + std::string(to_text(state)) + "."});
  }
  for (Callee& callee : call->callees) {
    if (callee.state == CalleeState::ringing) stop_ringing(plane, *call, callee, CalleeState::canceled);
  }
  call->ended = true;
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  co_return present(plane, parameters);
}

}  // namespace droppoint::fakes::communication_services
