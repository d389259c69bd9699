#pragma once

#include "fakes/notification_hubs/sends/audience.hpp"

namespace droppoint::fakes::notification_hubs {

// What a registration's template makes of a template notification. The notification's properties come before
// the registration's push variables of the same name (inferred). One that cannot go out (a template that is
// none, a result that its platform would not take, no credential) says why in `unsendable`.
Payload template_payload(const resources::Hub& hub, const AudienceSend& send,
                         const Registration& registration);

}  // namespace droppoint::fakes::notification_hubs
