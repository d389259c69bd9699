#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/ring.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

// Who calls: the `source` of the request, else an identity that the service makes (inferred).
tl::expected<std::string, http::Response> read_source(Request& request) {
  const auto source = request.body.find("source");
  if (source != request.body.end() && !source->is_null()) {
    const auto id = source->is_object() ? text_member(*source, "id") : std::nullopt;
    if (!id || !is_user_of(request, *id)) {
      return tl::unexpected(invalid("source is no user of the resource."));
    }
    return *id;
  }
  const resources::CommunicationResource& resource =
      *request.plane.store.find_communication(request.resource);
  return request.plane.identities.create(resource.immutable_id).id;
}

}  // namespace

// POST /calling/callConnections: calls one user or several.
http::Response create_connection(Request& request) {
  if (auto refusal = refuse_media(request)) return std::move(*refusal);
  auto targets = read_users(request, "targets");
  if (!targets) return std::move(targets.error());
  auto url = read_callback_url(request, "callbackUri", Presence::required);
  if (!url) return std::move(url.error());
  auto source = read_source(request);
  if (!source) return std::move(source.error());
  DataPlane& plane = request.plane;
  Call& call = plane.calls.add();
  call.trace = request.hop.trace;
  call.resource = request.resource;
  call.caller = *source;
  call.caller_name = text_of_member(request, "sourceDisplayName");
  for (std::string& target : *targets) call.callees.push_back(make_callee(plane, std::move(target)));
  Connection& connection =
      plane.call_connections.add({.call = call.id,
                                  .resource = request.resource,
                                  .kind = Connection::Kind::created,
                                  .identity = *source,
                                  .callback_uri = std::move(*url),
                                  .operation_context = text_of_member(request, "operationContext"),
                                  .display_name = call.caller_name});
  call.caller_connection = connection.id;
  ring(plane, call);
  return json_answer(201, connection_json(connection, call));
}

}  // namespace droppoint::fakes::communication_services::call_automation
