#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

// Who is handed over: `transferee`, else the only other one in the call.
tl::expected<std::string, http::Response> read_transferee(Request& request, const Asked& asked) {
  std::string named;
  if (request.body.contains("transferee") && !request.body["transferee"].is_null()) {
    auto transferee = read_user(request, request.body, "transferee");
    if (!transferee) return transferee;
    named = std::move(*transferee);
  }
  std::vector<std::string> others;
  for (const Participant& participant : participants_of(request.plane, asked.call)) {
    if (participant.user == asked.connection.identity) continue;
    if (named.empty() || participant.user == named) others.push_back(participant.user);
  }
  if (others.empty()) return tl::unexpected(invalid("The transferee is not in the call."));
  if (others.size() > 1) {
    return tl::unexpected(invalid("Several are in the call: transferee says who is handed over."));
  }
  return others.front();
}

}  // namespace

// POST /calling/callConnections/{id}:transferToParticipant. A new call rings for the target, from who is
// handed over; when it is answered, that participant leaves the old one.
http::Response transfer(Request& request) {
  auto target = read_user(request, request.body, "targetParticipant");
  if (!target) return std::move(target.error());
  auto asked = find_asked(request);
  if (!asked) return std::move(asked.error());
  auto transferee = read_transferee(request, *asked);
  if (!transferee) return std::move(transferee.error());
  if (*transferee == *target) return invalid("Target and transferee are the same.");
  DataPlane& plane = request.plane;
  const wire::TraceId trace = asked->call.trace;
  asked->connection.state = ConnectionState::transferring;
  Call& call = plane.calls.add();
  call.trace = trace;
  call.resource = request.resource;
  call.caller = *transferee;
  const Identity* caller = plane.identities.find(*transferee);
  call.caller_name = caller == nullptr ? *transferee : caller->label();
  call.callees.push_back(make_callee(plane, *target));
  plane.call_connections.add_transfer(call.id, {.connection = asked->connection.id,
                                                .transferee = std::move(*transferee),
                                                .operation_context = asked->context,
                                                .callback_uri = std::move(asked->callback_uri)});
  ring(plane, call);
  return accepted(asked->context);
}

}  // namespace droppoint::fakes::communication_services::call_automation
