#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/installations/installation_patch.hpp"
#include "fakes/notification_hubs/installations/operations.hpp"
#include "fakes/notification_hubs/installations/replies.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/send_checks.hpp"

namespace droppoint::fakes::notification_hubs {

Reply patch_installation(Core& core, Call& call) {
  const std::string_view body = http::bytes_of(call.hop.request.body);
  if (auto refusal = check_size(body.size())) return tl::unexpected(std::move(*refusal));
  Registrations& registrations = registrations_of(*call.hub);
  const Installation* former = registrations.find_installation(call.parameters.text("id"), core.now());
  if (former == nullptr) return tl::unexpected(installation_not_found());
  // All operations hold or none.
  Installation patched = *former;
  const auto applied = apply_patch(patched, body);
  if (!applied) return tl::unexpected(bad_request(applied.error()));
  patched.last_update = core.now();
  registrations.write_installation(std::move(patched), core.registration_ids, core.now());
  count_installation(core, call, "installation.patch");
  return installation_answer();
}

}  // namespace droppoint::fakes::notification_hubs
