#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/resources/store.hpp"

// Whether the service takes a credential when it is set, by whichever way. It tries some of them out at the
// push service, which is not done here: only what can be told from the credential itself is.

namespace droppoint::resources {

// Why a credential is not taken, in the service's own words where they are public; nothing if it is. The
// texts begin with "SubCode=40000. " where the real ones are seen to.
using Objection = std::optional<std::string>;

// Judges an APNs certificate's dates by `now`. Fills in what a certificate tells of itself: its thumbprint
// and, unless one is given, the topic.
Objection check_apns(ApnsCredential& credential, sim::Time now);
Objection check_gcm(const GcmCredential& credential);
Objection check_fcm_v1(const FcmV1Credential& credential);

// `kind` is "wnsCredential" and so on; the names of the properties are those of the REST specification.
using CredentialProperties = std::map<std::string, std::string>;
Objection check_other(std::string_view kind, const CredentialProperties& properties);
// "wnsCredential", "mpnsCredential", … in the order in which the service writes them, with the names of their
// properties. Null for a kind that there is not.
struct OtherCredential {
  std::string_view kind;
  // Separated by spaces.
  std::string_view properties;
  std::string_view required;
};
const OtherCredential* find_other_credential(std::string_view kind);

}  // namespace droppoint::resources
