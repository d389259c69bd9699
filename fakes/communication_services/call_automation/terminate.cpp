#include <utility>

#include "fakes/communication_services/call_automation/request.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

http::Response end_for_everyone(Request& request) {
  auto found = find_connection(request);
  if (!found) return std::move(found.error());
  end_call(request.plane, found->call, kEndedByCallAutomation);
  return http::Response{.status = 204};
}

}  // namespace

// POST /calling/callConnections/{id}:terminate: the call ends for everyone.
sim::Task<http::Response> terminate(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), &end_for_everyone);
}

}  // namespace droppoint::fakes::communication_services::call_automation
