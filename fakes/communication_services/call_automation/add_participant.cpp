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

}  // namespace

// POST /calling/callConnections/{id}/participants:add: the call rings for one more.
http::Response add_participant(Request& request) {
  auto user = read_user(request, request.body, "participantToAdd");
  if (!user) return std::move(user.error());
  const auto timeout = read_invitation_timeout(request);
  if (!timeout) return timeout.error();
  auto asked = find_asked(request);
  if (!asked) return std::move(asked.error());
  auto& [connection, call, callback_uri, context] = *asked;
  if (is_called_or_in(call, *user)) {
    return invalid("The participant is in the call already, or called.");
  }
  DataPlane& plane = request.plane;
  Callee callee = make_callee(plane, std::move(*user));
  callee.invitation = plane.call_connections.add_invitation(
      {.connection = connection.id, .operation_context = context, .callback_uri = std::move(callback_uri)});
  nlohmann::ordered_json invited;
  invited["participant"] = participant_json({callee.user});
  invited["invitationId"] = callee.invitation;
  call.group = true;
  call.callees.push_back(std::move(callee));
  ring_one(plane, call, call.callees.back(), *timeout);
  return accepted(context, std::move(invited));
}

}  // namespace droppoint::fakes::communication_services::call_automation
