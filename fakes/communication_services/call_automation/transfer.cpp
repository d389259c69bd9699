#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

// Who is handed over: `transferee`, else the only other one in the call.
tl::expected<std::string, http::Response> read_transferee(Request& request, const Found& found) {
  std::string named;
  if (request.body.contains("transferee") && !request.body["transferee"].is_null()) {
    auto transferee = read_user(request, request.body, "transferee");
    if (!transferee) return transferee;
    named = std::move(*transferee);
  }
  std::vector<std::string> others;
  for (const Participant& participant : participants_of(request.plane, found.call)) {
    if (participant.user == found.connection.identity) continue;
    if (named.empty() || participant.user == named) others.push_back(participant.user);
  }
  if (others.empty()) return tl::unexpected(invalid("The transferee is not in the call."));
  if (others.size() > 1) {
    return tl::unexpected(invalid("Several are in the call: transferee says who is handed over."));
  }
  return others.front();
}

http::Response hand_over(Request& request) {
  auto target = read_user(request, request.body, "targetParticipant");
  if (!target) return std::move(target.error());
  auto url = read_callback_url(request, "operationCallbackUri", Presence::optional);
  if (!url) return std::move(url.error());
  auto found = find_connected(request);
  if (!found) return std::move(found.error());
  auto transferee = read_transferee(request, *found);
  if (!transferee) return std::move(transferee.error());
  if (*transferee == *target) return invalid("Target and transferee are the same.");
  DataPlane& plane = request.plane;
  const std::string context = text_of_member(request, "operationContext");
  const wire::TraceId trace = found->call.trace;
  found->connection.state = ConnectionState::transferring;
  Call& call = plane.calls.add();
  call.trace = trace;
  call.resource = request.resource;
  call.caller = *transferee;
  const Identity* caller = plane.identities.find(*transferee);
  call.caller_name = caller == nullptr ? *transferee : caller->label();
  call.callees.push_back(make_callee(plane, *target));
  plane.call_connections.add_transfer(call.id, {.connection = found->connection.id,
                                                .transferee = std::move(*transferee),
                                                .operation_context = context,
                                                .callback_uri = std::move(*url)});
  ring(plane, call);
  return json_answer(202, {{"operationContext", context}});
}

}  // namespace

// POST /calling/callConnections/{id}:transferToParticipant. A new call rings for the target, from who is
// handed over; when it is answered, that participant leaves the old one.
sim::Task<http::Response> transfer(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &hand_over);
}

}  // namespace droppoint::fakes::communication_services::call_automation
