#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/http/uri.hpp"
#include "fakes/communication_services/act_on_device.hpp"
#include "fakes/communication_services/call_control.hpp"
#include "fakes/communication_services/end_call.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/ring.hpp"

// What can happen to a call: GET /_droppoint/v1/calls/{id}, and POST …/answer, …/decline, …/hang-up.

namespace droppoint::fakes::communication_services {
namespace {

Error unknown_call(const std::string& id) {
  return {"UnknownCall", "There is no call " + id + "."};
}

// A phone that may take the call, and the callee that it is one of.
struct Candidate {
  std::string user;
  std::string device;
};

// Who may answer or decline: the device that is named, or else all that ring, in order.
Result<std::vector<Candidate>> find_candidates(Call& call, const nlohmann::json& body) {
  if (is_other_than(body, "device", nlohmann::json::value_t::string)) {
    return fail("InvalidRequest", "\"device\" is no text.");
  }
  if (const auto device = text_member(body, "device")) {
    const Callee* callee = call.callee_with_device(*device);
    if (callee == nullptr) return fail("UnknownDevice", "The call never rang on " + *device + ".");
    if (callee->state != CalleeState::ringing) {
      return fail("CallNotRinging", "The call no longer rings on " + *device + ": it was " +
                                        std::string(to_text(callee->state)) + ".");
    }
    return std::vector<Candidate>{{callee->user, *device}};
  }
  std::vector<Candidate> candidates;
  for (const Callee& callee : call.callees) {
    if (callee.state != CalleeState::ringing) continue;
    for (const Target& target : callee.rung) candidates.push_back({callee.user, target.device});
    // Some other client of the user, which the emulator does not see.
    if (callee.rung.empty()) candidates.push_back({callee.user, {}});
  }
  if (candidates.empty()) {
    return fail("CallNotRinging",
                "The call no longer rings: it is " + std::string(to_text(call.state())) + ".");
  }
  return candidates;
}

// Answering on one device and declining on one both end the ringing on the user's others (inferred).
sim::Task<std::optional<Error>> take(DataPlane& plane, const wire::Hop& hop, std::string id,
                                     CalleeState state) {
  Call* call = plane.calls.find(id);
  if (call == nullptr) co_return unknown_call(id);
  const auto body = read_object(hop.request);
  if (!body) co_return body.error();
  const auto candidates = find_candidates(*call, *body);
  if (!candidates) co_return candidates.error();
  const wire::TraceId trace = call->trace;
  const std::string action = state == CalleeState::answered ? "answer" : "decline";
  std::optional<Error> refusal;
  for (const Candidate& candidate : *candidates) {
    if (!candidate.device.empty()) {
      auto doing = act_on_device(plane, trace, candidate.device, id, action);
      const Result<void> done = co_await std::move(doing);
      if (!done) {
        if (!refusal) refusal = done.error();
        continue;
      }
    }
    Call* now = plane.calls.find(id);
    Callee* callee = now == nullptr ? nullptr : now->callee_of(candidate.user);
    if (callee == nullptr || callee->state != CalleeState::ringing) {
      co_return Error{"CallNotRinging", "The call stopped ringing in the meantime."};
    }
    stop_ringing(plane, *now, *callee, state, candidate.device);
    co_return std::nullopt;
  }
  co_return refusal;
}

http::Response present(DataPlane& plane, const http::PathParameters& parameters) {
  const Call* call = plane.calls.find(parameters.text("id"));
  if (call == nullptr) return control_error(unknown_call(parameters.text("id")));
  return json_answer(200, call_json(plane, *call));
}

}  // namespace

sim::Task<http::Response> get_call(DataPlane& plane, const wire::Hop&, http::PathParameters parameters) {
  co_return present(plane, parameters);
}

sim::Task<http::Response> answer_call(DataPlane& plane, const wire::Hop& hop,
                                      http::PathParameters parameters) {
  auto taking = take(plane, hop, parameters.text("id"), CalleeState::answered);
  const std::optional<Error> error = co_await std::move(taking);
  if (error) co_return control_error(*error);
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  co_return present(plane, parameters);
}

sim::Task<http::Response> decline_call(DataPlane& plane, const wire::Hop& hop,
                                       http::PathParameters parameters) {
  auto taking = take(plane, hop, parameters.text("id"), CalleeState::declined);
  const std::optional<Error> error = co_await std::move(taking);
  if (error) co_return control_error(*error);
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  co_return present(plane, parameters);
}

// The caller gives up, or an answered call is over: `device` names the phone that hangs up, none the caller.
sim::Task<http::Response> hang_up_call(DataPlane& plane, const wire::Hop& hop,
                                       http::PathParameters parameters) {
  const std::string id = parameters.text("id");
  Call* call = plane.calls.find(id);
  if (call == nullptr) co_return control_error(unknown_call(id));
  const auto body = read_object(hop.request);
  if (!body) co_return control_error(body.error());
  if (is_other_than(*body, "device", nlohmann::json::value_t::string)) {
    co_return control_error({"InvalidRequest", "\"device\" is no text."});
  }
  const wire::TraceId trace = call->trace;
  const std::string device = text_member(*body, "device").value_or("");
  if (!device.empty()) {
    const Callee* callee = call->callee_with_device(device);
    if (callee == nullptr) {
      co_return control_error({"UnknownDevice", "The call never rang on " + device + "."});
    }
    if (callee->state != CalleeState::answered || callee->device != device || call->ended) {
      co_return control_error({"CallNotRinging", device + " is not in the call."});
    }
    const std::string user = callee->user;
    auto doing = act_on_device(plane, trace, device, id, "hang-up");
    const Result<void> done = co_await std::move(doing);
    if (!done) co_return control_error(done.error());
    Call* left = plane.calls.find(id);
    Callee* leaver = left == nullptr ? nullptr : left->callee_of(user);
    if (leaver != nullptr) leave_call(plane, *left, *leaver);
  } else {
    if (call->is_over()) {
      co_return control_error(
          {"CallNotRinging", "The call is over: it is " + std::string(to_text(call->state())) + "."});
    }
    end_call(plane, *call, kHungUp);
  }
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  co_return present(plane, parameters);
}

// A phone that was told of a call late asks whether it still rings there.
sim::Task<http::Response> get_call_for_device(DataPlane& plane, const wire::Hop& hop,
                                              http::PathParameters parameters) {
  Call* call = plane.calls.find(parameters.text("id"));
  const auto target = http::Target::parse(hop.request.target);
  const auto device = target ? target->query("device") : std::nullopt;
  const Callee* callee = call == nullptr || !device ? nullptr : call->callee_with_device(*device);
  if (callee == nullptr) co_return control_error(unknown_call(parameters.text("id")));
  nlohmann::ordered_json answer;
  answer["call"] = call->id;
  answer["state"] = to_text(callee->state);
  co_return json_answer(200, answer);
}

}  // namespace droppoint::fakes::communication_services
