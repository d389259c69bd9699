#include <utility>

#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// POST /calling/callConnections/{id}:terminate: the call ends for everyone.
http::Response terminate(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  end_call(request.plane, found->call, kEndedByCallAutomation);
  return http::Response{.status = 204};
}

}  // namespace droppoint::fakes::communication_services::call_automation
