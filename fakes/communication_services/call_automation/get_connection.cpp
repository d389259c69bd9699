#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

http::Response get(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  return json_answer(200, connection_json(found->connection, found->call));
}

}  // namespace

// GET /calling/callConnections/{id}.
sim::Task<http::Response> get_connection(DataPlane& plane, const wire::Hop& hop,
                                         http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &get);
}

}  // namespace droppoint::fakes::communication_services::call_automation
