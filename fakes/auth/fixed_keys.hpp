#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fakes/auth/key.hpp"

namespace droppoint::auth {

// The keys of the default cloud. They are fixed and public, as the well-known key of Azurite is, so that
// connection strings and journals are the same on every machine. They protect nothing: never use them
// elsewhere. The files and the script that made them are in fixtures/keys.

// PKCS#8 in PEM, with a line break at the end.
extern const std::string_view kApnsSigningKeyPem;     // P-256: signs a hub's provider tokens
extern const std::string_view kFcmServiceAccountPem;  // RSA 2048: signs a hub's requests for Google's tokens
extern const std::string_view kTokenSigningKeyPem;    // RSA 2048: signs the tokens of Entra ID and of users

// The same, read once for the whole process: reading one takes longer than setting up the rest of a cloud.
const EcPrivateKey& fixed_apns_signing_key();
const RsaPrivateKey& fixed_fcm_service_account_key();
const RsaPrivateKey& fixed_token_signing_key();

enum class KeySlot : std::uint8_t { primary, secondary };

// A policy's key before any regeneration: base64 of 32 bytes, like the real ones. `scope` is "namespace" or
// "namespace/hub": each policy has keys of its own, whatever its name. Case does not matter.
std::string fixed_policy_key(std::string_view scope, std::string_view policy, KeySlot slot);

// A Communication Services resource's access key before any regeneration: base64 of 64 bytes. Case does not
// matter.
std::string fixed_access_key(std::string_view resource, KeySlot slot);

}  // namespace droppoint::auth
