#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/installations/installation_json.hpp"
#include "fakes/notification_hubs/installations/operations.hpp"
#include "fakes/notification_hubs/installations/replies.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"

namespace droppoint::fakes::notification_hubs {

Reply get_installation(Core& core, Call& call) {
  const Installation* installation =
      registrations_of(*call.hub).find_installation(call.parameters.text("id"), core.now());
  if (installation == nullptr) return tl::unexpected(installation_not_found());
  count_installation(core, call, "installation.get");
  return installation_answer(write_installation(*installation));
}

}  // namespace droppoint::fakes::notification_hubs
