#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/router.hpp"
#include "fakes/notification_hubs/access.hpp"

namespace droppoint::fakes::notification_hubs {

// One operation of the service.
struct Operation {
  Claim claim = Claim::manage;
  // Answers after the hub was found and the caller let in.
  Reply (*run)(Core& core, Call& call) = nullptr;
  // The device handles that a request means to reach, as far as they can be read, so that a refusal can be
  // told of each. Null for an operation that notifies nobody; empty for a request that is none.
  std::vector<std::string> (*handles)(const Call& call) = nullptr;
  // Answers also where the hub is not there: it is the namespace that lets the caller in, with Manage.
  bool of_namespace = false;
};

using Routes = http::Router<Operation>;

// Every path of the service. `{hub}` is always the first segment.
const Routes& routes();

}  // namespace droppoint::fakes::notification_hubs
