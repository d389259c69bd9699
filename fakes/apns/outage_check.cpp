#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {

std::optional<Refusal> check_outage(PushRequest& request) {
  if (!request.options.outage) return std::nullopt;
  return Refusal{*request.options.outage, "the configuration's `outage` says so"};
}

}  // namespace droppoint::fakes::apns
