#include "emulator/http/response.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/registrations/replies.hpp"

namespace droppoint::fakes::notification_hubs {

Reply delete_registration(Core& core, Call& call) {
  Registrations& registrations = registrations_of(*call.hub);
  const auto found = registrations.find(call.parameters.text("id"), core.now());
  if (found == nullptr) return tl::unexpected(registration_not_found());
  if (auto refusal = check_if_match(call, found->etag)) return tl::unexpected(std::move(*refusal));
  registrations.remove(found->id);
  count_registration(core, call, "registration.delete");
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::notification_hubs
