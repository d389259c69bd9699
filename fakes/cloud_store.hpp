#pragma once

#include <string>
#include <string_view>

#include "emulator/sim/random.hpp"
#include "fakes/config/cloud_config.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes {

// The service account that a project has unless the configuration names another.
std::string default_client_email(std::string_view project);

// Writes what the configuration describes, links included, into an empty store: fixed public keys, so that
// connection strings are the same in every run.
void fill_store(const config::CloudConfig& config, const sim::Random& random, sim::Time now,
                resources::Store& store);

resources::ApnsCredential credential_of(const config::ApnsConfig& apns);
resources::FcmV1Credential credential_of(const config::FcmV1Config& fcm);
resources::GcmCredential credential_of(const config::GcmConfig& gcm);

// A hub's connection string on the real host name.
std::string connection_string_of(std::string_view name_space, const resources::Policy& policy);

}  // namespace droppoint::fakes
