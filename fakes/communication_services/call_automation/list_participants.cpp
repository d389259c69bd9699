#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// GET /calling/callConnections/{id}/participants, all on one page.
http::Response list_participants(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  nlohmann::ordered_json page;
  page["value"] = participants_json(request.plane, found->call);
  return json_answer(200, page);
}

}  // namespace droppoint::fakes::communication_services::call_automation
