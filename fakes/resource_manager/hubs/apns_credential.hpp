#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// Token mode has keyId, appId, appName and token; certificate mode apnsCertificate, certificateKey and
// thumbprint; both an endpoint. Empty texts count as absent: command-line tools write them for the other
// mode.
resources::ApnsCredential read_apns_credential(const Fields& fields);

Json apns_credential_json(const resources::ApnsCredential& credential);

}  // namespace droppoint::fakes::resource_manager
