#pragma once

#include <tl/expected.hpp>

#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {

struct Ringing {
  Call& call;
  Callee& callee;
};
// What the request's `incomingCallContext` stands for: 400 for a text that the service did not make, 404 for
// a call that rings no more for that user.
tl::expected<Ringing, http::Response> find_ringing(Request& request);

}  // namespace droppoint::fakes::communication_services::call_automation
