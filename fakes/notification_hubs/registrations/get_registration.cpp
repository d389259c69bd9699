#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/registrations/replies.hpp"

namespace droppoint::fakes::notification_hubs {

Reply get_registration(Core& core, Call& call) {
  const auto found = registrations_of(*call.hub).find(call.parameters.text("id"), core.now());
  if (found == nullptr) return tl::unexpected(registration_not_found());
  return registration_answer(core, call, *found, "registration.get");
}

}  // namespace droppoint::fakes::notification_hubs
