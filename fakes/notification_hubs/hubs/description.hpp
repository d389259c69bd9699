#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/sim/random.hpp"
#include "fakes/resources/registration_ttl.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// A `NotificationHubDescription` as NamespaceManager of the .NET and Java clients sends it, usually in the
// content of an Atom entry.
struct HubDescription {
  std::optional<resources::ApnsCredential> apns;
  std::optional<resources::FcmV1Credential> fcm_v1;
  std::optional<resources::GcmCredential> gcm;
  // The name in the REST specification ("wnsCredential") → its properties, as JSON text.
  resources::ByName<std::string> others;
  resources::RegistrationTtl registration_ttl;
  // With keys of its own or with empty ones.
  std::vector<resources::Policy> policies;
  bool disabled = false;
};

// Fails with "InvalidDescription" and a message for the answer. Certificates are judged by `now`.
Result<HubDescription> read_hub_description(std::string_view xml, sim::Time now);

// Makes `hub` what the description says. Credentials that it does not name go; policies stay as they are, or
// get their default, where it names none.
void apply(HubDescription description, resources::Hub& hub, sim::Random& keys, sim::Time now);

// `<NotificationHubDescription …>…</NotificationHubDescription>`, keys and credentials included, as the
// service shows them to whoever may manage the hub. `counts` is put where the service has its daily counts.
std::string hub_description_xml(const resources::Hub& hub, std::string_view counts);

}  // namespace droppoint::fakes::notification_hubs
