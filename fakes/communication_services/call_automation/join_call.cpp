#include <utility>

#include "fakes/communication_services/call_automation/context.hpp"
#include "fakes/communication_services/call_automation/follow.hpp"
#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

tl::expected<Call*, http::Response> find_call_to_join(Request& request) {
  const auto locator = request.body.find("callLocator");
  if (locator == request.body.end() || !locator->is_object()) {
    return tl::unexpected(invalid("callLocator is missing."));
  }
  const std::string kind = text_member(*locator, "kind").value_or("");
  DataPlane& plane = request.plane;
  if (kind == "serverCallLocator") {
    const auto id = call_of_server_call_id(text_member(*locator, "serverCallId").value_or(""));
    Call* call = id ? plane.calls.find(*id) : nullptr;
    if (call == nullptr || call->resource != request.resource || call->is_over()) {
      return tl::unexpected(call_not_found());
    }
    return call;
  }
  if (kind != "groupCallLocator") {
    if (kind == "roomCallLocator") return tl::unexpected(not_emulated("Joining a room's call"));
    return tl::unexpected(invalid("callLocator has no kind that is known."));
  }
  const auto group = text_member(*locator, "groupCallId");
  if (!group || group->empty()) return tl::unexpected(invalid("groupCallId is missing."));
  if (Call* call = plane.calls.find_group(request.resource, *group)) return call;
  Call& call = plane.calls.add();
  call.trace = request.hop.trace;
  call.resource = request.resource;
  call.group = true;
  call.group_id = *group;
  call.caller_left = true;
  call.started_at = plane.now();
  return &call;
}

}  // namespace

// POST /calling/callConnections:connect: joins a call that goes on (`serverCallLocator`), or a group call by
// its id, which begins with the first who joins it. Rooms are not emulated.
http::Response join_call(Request& request) {
  if (auto refusal = refuse_media(request)) return std::move(*refusal);
  auto url = read_callback_url(request, "callbackUri", Presence::required);
  if (!url) return std::move(url.error());
  auto found = find_call_to_join(request);
  if (!found) return std::move(found.error());
  Call& call = **found;
  DataPlane& plane = request.plane;
  const resources::CommunicationResource& resource = *plane.store.find_communication(request.resource);
  Connection& connection =
      plane.call_connections.add({.call = call.id,
                                  .resource = request.resource,
                                  .kind = Connection::Kind::joined,
                                  .identity = plane.identities.create(resource.immutable_id).id,
                                  .callback_uri = std::move(*url),
                                  .operation_context = text_of_member(request, "operationContext")});
  nlohmann::ordered_json joined = connection_json(connection, call);
  connected(plane, connection, call);
  participants_changed(plane, call);
  return json_answer(200, joined);
}

}  // namespace droppoint::fakes::communication_services::call_automation
