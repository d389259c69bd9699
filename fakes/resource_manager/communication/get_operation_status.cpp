#include <algorithm>

#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/retry_after.hpp"

namespace droppoint::fakes::resource_manager {

// Where Azure-AsyncOperation points.
http::Response get_operation_status(Call& call) {
  const auto* operation = call.plane.long_running.find(call.path.text("operation"));
  if (operation == nullptr)
    return refuse(404, "OperationNotFound",
                  "The operation '" + call.path.text("operation") + "' was not found.");
  const sim::Time now = call.plane.now();
  const bool done = operation->done(now);
  const std::string path(call.hop.request.target.substr(0, call.hop.request.target.find('?')));
  Json status{{"id", path.substr(std::min(path.find("/providers/"), path.size()))},
              {"name", operation->id},
              {"status", done ? "Succeeded" : operation->running},
              {"startTime", sim::to_iso8601_milliseconds(operation->started)}};
  if (done) status["endTime"] = sim::to_iso8601_milliseconds(operation->due);
  status["percentComplete"] = done ? 100 : 0;
  http::Response answer = json_answer(200, status);
  if (!done) answer.headers.add("Retry-After", retry_after(*operation, now));
  return answer;
}

}  // namespace droppoint::fakes::resource_manager
