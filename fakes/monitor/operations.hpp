#pragma once

#include "emulator/http/message.hpp"
#include "emulator/http/route_pattern.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/monitor/monitor.hpp"

namespace droppoint::fakes::monitor {

// One request while it is answered.
struct Call {
  MonitorParts& parts;
  const http::Request& request;
  const http::Target& target;
  const http::PathParameters& parameters;
};

// One operation each, in a file of its name. All answer at once.
http::Response list_metrics(const Call& call);
http::Response list_metric_definitions(const Call& call);
http::Response list_metric_namespaces(const Call& call);
http::Response get_metrics_batch(const Call& call);

}  // namespace droppoint::fakes::monitor
