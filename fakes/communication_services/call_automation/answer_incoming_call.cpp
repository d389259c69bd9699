#include <utility>

#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/call_automation/ringing.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// POST /calling/callConnections:answer: the back end takes the call in the place of the user.
http::Response answer_incoming_call(Request& request) {
  if (auto refusal = refuse_media(request)) return std::move(*refusal);
  auto url = read_callback_url(request, "callbackUri", Presence::required);
  if (!url) return std::move(url.error());
  auto ringing = find_ringing(request);
  if (!ringing) return std::move(ringing.error());
  auto& [call, callee] = *ringing;
  DataPlane& plane = request.plane;
  Connection& connection =
      plane.call_connections.add({.call = call.id,
                                  .resource = request.resource,
                                  .kind = Connection::Kind::answered,
                                  .identity = callee.user,
                                  .callback_uri = std::move(*url),
                                  .operation_context = text_of_member(request, "operationContext")});
  nlohmann::ordered_json answered = connection_json(connection, call);
  callee.connection = connection.id;
  connected(plane, connection, call);
  stop_ringing(plane, call, callee, CalleeState::answered);
  return json_answer(200, answered);
}

}  // namespace droppoint::fakes::communication_services::call_automation
