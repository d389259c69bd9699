#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/atom_writer.hpp"
#include "fakes/notification_hubs/registrations/device_quota.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/registrations/replies.hpp"

namespace droppoint::fakes::notification_hubs {

Reply create_registration(Core& core, Call& call) {
  if (auto refusal = check_device_quota(core, call)) return tl::unexpected(std::move(*refusal));
  auto registration = registration_in(core, call);
  if (!registration) return tl::unexpected(std::move(registration.error()));
  registration->id = draw_registration_id(core.registration_ids);
  const RegistrationPointer stored = registrations_of(*call.hub).write(std::move(*registration), core.now());
  http::Response response = registration_answer(core, call, *stored, "registration.create");
  response.headers.add("Content-Location", registration_url(call, stored->id));
  return response;
}

}  // namespace droppoint::fakes::notification_hubs
