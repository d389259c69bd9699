#include <utility>

#include "fakes/communication_services/call_automation/json.hpp"
#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// GET /calling/callConnections/{id}.
http::Response get_connection(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  return json_answer(200, connection_json(found->connection, found->call));
}

}  // namespace droppoint::fakes::communication_services::call_automation
