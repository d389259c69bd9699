#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/config/object_reader.hpp"

// `apns` of a cloud: how Apple's side behaves, whoever sends.

namespace droppoint::config {

// What Apple knows of a signing key.
struct ApnsKeyConfig {
  std::string key_id;
  // Empty: the default cloud's.
  std::string team = {};
  // PEM; empty: the default cloud's.
  std::string public_key = {};
  // "production", "sandbox", or empty: good for both.
  std::string environment = {};
  // Empty: all topics of the team.
  std::vector<std::string> topics = {};
  std::string related = {};
  bool revoked = false;
};

struct ApnsRate {
  std::int64_t most = 1;
  sim::Duration per{};
  friend bool operator==(const ApnsRate&, const ApnsRate&) = default;
};

struct ApnsSettings {
  // "production", "sandbox", or empty: either.
  std::string localhost_environment = {};
  std::vector<ApnsKeyConfig> keys = {};
  // "BadEnvironmentKeyIdInToken" or "BadEnvironmentKeyInToken"; empty: the former.
  std::string key_environment_reason = {};
  // True: an HTTP/2 connection to APNs is allowed one stream until it has sent a valid provider token. Only a
  // served cloud has connections.
  bool stream_ramp_up = false;
  // "any", "strict": 10 is refused, or "given": a missing header too.
  std::string background_priority = "strict";
  // Nothing: unlimited.
  std::optional<ApnsRate> provider_token_updates = ApnsRate{1, std::chrono::minutes(20)};
  std::optional<ApnsRate> device_limit = {};
  // Nothing: for ever.
  std::optional<sim::Duration> device_token_lifetime = {};
  // The reason of an outage; empty: none.
  std::string outage = {};
};

// Reads the member `apns` of a cloud, if it is there.
ApnsSettings read_apns_settings(ObjectReader& cloud);
// Adds the member to the cloud's, if anything in it is not as it is by default.
void write_apns_settings(const ApnsSettings& settings, nlohmann::ordered_json& cloud);

}  // namespace droppoint::config
