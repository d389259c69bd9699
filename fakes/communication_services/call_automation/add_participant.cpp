#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

constexpr int kInvitationSecondsMax = 180;

tl::expected<sim::Duration, http::Response> read_invitation_timeout(const Request& request) {
  const auto found = request.body.find("invitationTimeoutInSeconds");
  if (found == request.body.end() || found->is_null()) return request.plane.options.ringing;
  const auto seconds = found->is_number_integer() ? found->get<std::int64_t>() : 0;
  if (seconds < 1 || seconds > kInvitationSecondsMax) {
    return tl::unexpected(invalid("invitationTimeoutInSeconds is no number from 1 to 180."));
  }
  return std::chrono::seconds(seconds);
}

http::Response invite(Request& request) {
  auto user = read_user(request, request.body, "participantToAdd");
  if (!user) return std::move(user.error());
  auto url = read_callback_url(request, "operationCallbackUri", Presence::optional);
  if (!url) return std::move(url.error());
  const auto timeout = read_invitation_timeout(request);
  if (!timeout) return timeout.error();
  auto found = find_connected(request);
  if (!found) return std::move(found.error());
  auto& [connection, call] = *found;
  const Callee* known = call.callee_of(*user);
  const bool there =
      known != nullptr && (known->state == CalleeState::ringing || known->state == CalleeState::answered);
  if (there || (*user == call.caller && !call.caller_left)) {
    return invalid("The participant is in the call already, or called.");
  }
  DataPlane& plane = request.plane;
  const std::string context = text_of_member(request, "operationContext");
  Callee callee = make_callee(plane, std::move(*user));
  callee.invitation = plane.call_connections.add_invitation(
      {.connection = connection.id, .operation_context = context, .callback_uri = std::move(*url)});
  nlohmann::ordered_json invited;
  invited["participant"] = participant_json({callee.user});
  if (!context.empty()) invited["operationContext"] = context;
  invited["invitationId"] = callee.invitation;
  call.group = true;
  call.callees.push_back(std::move(callee));
  ring_one(plane, call, call.callees.back(), *timeout);
  return json_answer(202, invited);
}

}  // namespace

// POST /calling/callConnections/{id}/participants:add: the call rings for one more.
sim::Task<http::Response> add_participant(DataPlane& plane, const wire::Hop& hop,
                                          http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &invite);
}

}  // namespace droppoint::fakes::communication_services::call_automation
