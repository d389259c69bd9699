#include <utility>

#include "fakes/communication_services/call_control.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services {
namespace {

std::string begin_call(DataPlane& plane, wire::TraceId trace, Parties parties, bool video) {
  Call& call = plane.calls.add();
  call.trace = trace;
  call.resource = std::move(parties.resource);
  call.caller = parties.from.id;
  call.caller_name = parties.from.label();
  call.video = video;
  for (Identity& callee : parties.to) {
    call.callees.push_back({.user = callee.id, .label = callee.label()});
  }
  ring(plane, call);
  return call.id;
}

}  // namespace

// POST /_droppoint/v1/calls. Answered when all that is due at this instant has run, with the verdict so far.
sim::Task<http::Response> start_call(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto body = read_object(hop.request);
  if (!body) co_return control_error(body.error());
  const auto unknown = unknown_member(*body, "A call", {"from", "to", "resource", "video"});
  if (unknown) co_return control_error(*unknown);
  if (is_other_than(*body, "video", nlohmann::json::value_t::boolean)) {
    co_return control_error({"InvalidRequest", "\"video\" is neither true nor false."});
  }
  auto parties = read_parties(plane, *body, Telephone::allowed);
  if (!parties) co_return control_error(parties.error());
  const std::string id = begin_call(plane, hop.trace, std::move(*parties), body->value("video", false));
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  nlohmann::ordered_json answer;
  answer["call"] = id;
  answer["trace"] = wire::to_text(hop.trace);
  answer["verdict"] = verdict_json(plane.wire.ledger().verdict(hop.trace));
  co_return json_answer(201, answer);
}

}  // namespace droppoint::fakes::communication_services
