#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/retry_after.hpp"

namespace droppoint::fakes::resource_manager {

// Where the Location of a deletion points: 202 until it is done, then 204.
http::Response get_operation_result(Call& call) {
  const auto* operation = call.plane.long_running.find(call.path.text("operation"));
  if (operation == nullptr)
    return refuse(404, "OperationNotFound",
                  "The operation '" + call.path.text("operation") + "' was not found.");
  const sim::Time now = call.plane.now();
  if (operation->done(now)) return http::empty_response(204);
  http::Response answer = http::empty_response(202);
  // The client keeps polling the address that it has.
  answer.headers.add("Retry-After", retry_after(*operation, now));
  return answer;
}

}  // namespace droppoint::fakes::resource_manager
