#include "emulator/http/response.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/retry_after.hpp"

namespace droppoint::fakes::resource_manager {

// Where the Location of a deleted group points: 202 until it is gone, then 200.
http::Response get_group_deletion(Call& call) {
  const auto* operation = call.plane.long_running.find(call.path.text("operation"));
  if (operation == nullptr)
    return refuse(404, "OperationNotFound",
                  "The operation '" + call.path.text("operation") + "' was not found.");
  const sim::Time now = call.plane.now();
  if (operation->done(now)) return http::empty_response(200);
  http::Response answer = http::empty_response(202);
  answer.headers.add("Location", call.absolute_url("/subscriptions/" + subscription_of(call) +
                                                   "/operationresults/" + operation->id));
  answer.headers.add("Retry-After", retry_after(*operation, now));
  return answer;
}

}  // namespace droppoint::fakes::resource_manager
