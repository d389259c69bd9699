#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/send_checks.hpp"
#include "fakes/notification_hubs/sends/audience.hpp"
#include "fakes/notification_hubs/sends/template_payload.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

Target target_of(const Registration& registration, std::shared_ptr<const Payload> payload) {
  return {.handle = registration.handle(),
          .payload = std::move(payload),
          .registration_id = registration.id,
          .installation_id = registration.installation_id};
}

}  // namespace

std::vector<Target> find_targets(resources::Hub& hub, const AudienceSend& send, sim::Time now) {
  Registrations& registrations = registrations_of(hub);
  const Registrations::List matching =
      send.audience ? registrations.matching(*send.audience, now) : registrations.all(now);
  std::shared_ptr<const Payload> native;
  if (send.payload) {
    Payload payload = *send.payload;
    take_credentials(hub, payload);
    native = std::make_shared<const Payload>(std::move(payload));
  }
  std::vector<Target> targets;
  for (const RegistrationPointer& registration : matching) {
    if (native != nullptr && !registration->body_template && registration->kind->format == send.format->name)
      targets.push_back(target_of(*registration, native));
    if (native == nullptr && registration->body_template) {
      auto payload = std::make_shared<const Payload>(template_payload(hub, send, *registration));
      targets.push_back(target_of(*registration, std::move(payload)));
    }
  }
  return targets;
}

}  // namespace droppoint::fakes::notification_hubs
