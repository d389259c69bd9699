#include "fakes/monitor/monitor.hpp"

#include <string>

#include "emulator/http/router.hpp"
#include "fakes/monitor/errors.hpp"
#include "fakes/monitor/operations.hpp"

namespace droppoint::fakes::monitor {
namespace {

using Operation = http::Response (*)(const Call& call);

http::Router<Operation> make_routes() {
  http::Router<Operation> routes(http::LiteralCase::ignored);
  routes.add("GET", "/{resource...}/providers/microsoft.insights/metrics", &list_metrics);
  routes.add("GET", "/{resource...}/providers/microsoft.insights/metricDefinitions",
             &list_metric_definitions);
  routes.add("GET", "/{resource...}/providers/microsoft.insights/metricNamespaces", &list_metric_namespaces);
  routes.add("POST", "/subscriptions/{subscription}/metrics:getBatch", &get_metrics_batch);
  return routes;
}

http::Response answer(MonitorParts& parts, const http::Request& request) {
  static const http::Router<Operation> routes = make_routes();
  const auto target = http::Target::parse(request.target);
  if (!target) return arm_error(400, "InvalidRequestUri", target.error().message);
  const auto match = routes.find(request.method, *target);
  if (!match) return not_emulated(request.method + ' ' + std::string(target->raw_path()));
  return (*match.handler)(Call{parts, request, *target, match.parameters});
}

}  // namespace

sim::Task<wire::Answer> Monitor::handle(const wire::Hop& hop) {
  co_return answer(parts_, hop.request);
}

}  // namespace droppoint::fakes::monitor
