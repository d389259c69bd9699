#include "fakes/notification_hubs/registrations/device_quota.hpp"

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/tiers.hpp"

namespace droppoint::fakes::notification_hubs {

std::optional<Refusal> check_device_quota(const Core& core, const Call& call) {
  if (!limits_of(*call.name_space).devices) return std::nullopt;
  return check_device_quota(call, device_count_of(*call.name_space, core.now()));
}

}  // namespace droppoint::fakes::notification_hubs
