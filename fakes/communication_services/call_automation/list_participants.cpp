#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

http::Response list(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  nlohmann::ordered_json page;
  page["value"] = participants_json(request.plane, found->call);
  return json_answer(200, page);
}

}  // namespace

// GET /calling/callConnections/{id}/participants, all on one page.
sim::Task<http::Response> list_participants(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &list);
}

}  // namespace droppoint::fakes::communication_services::call_automation
