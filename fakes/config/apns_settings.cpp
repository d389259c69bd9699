#include "fakes/config/apns_settings.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "fakes/auth/key.hpp"

namespace droppoint::config {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kRateMost = std::numeric_limits<std::uint32_t>::max();

// The PEM of the public half of what the key's object has, or empty.
std::string read_public_key(ObjectReader& key) {
  const auto private_pem = key.text("private_key");
  const auto public_pem = key.text("public_key");
  if (private_pem && public_pem) {
    key.wrong("public_key", "a key has 'private_key' or 'public_key', not both");
    return {};
  }
  if (private_pem) {
    const auto read = auth::EcPrivateKey::from_pem(*private_pem);
    if (read) return read->public_key().to_pem();
    key.wrong("private_key", "the key cannot be read: " + read.error().message,
              "paste the text of the .p8 file");
  }
  if (public_pem) {
    const auto read = auth::EcPublicKey::from_pem(*public_pem);
    if (read) return read->to_pem();
    key.wrong("public_key", "the key cannot be read: " + read.error().message);
  }
  return {};
}

ApnsKeyConfig read_apns_key(const std::string& id, const Json& value, const std::string& pointer,
                            std::vector<Mistake>& mistakes) {
  ApnsKeyConfig key{.key_id = id};
  if (value.is_null()) return key;
  ObjectReader reader(value, pointer, "a key of APNs", mistakes);
  key.team = reader.text("team").value_or("");
  key.public_key = read_public_key(reader);
  key.environment = reader.choice("environment", {"production", "sandbox"}).value_or("");
  key.topics = reader.texts("topics");
  key.related = reader.text("related").value_or("");
  key.revoked = reader.flag("revoked").value_or(false);
  reader.finish();
  return key;
}

std::vector<ApnsKeyConfig> read_apns_keys(ObjectReader& apns) {
  std::vector<ApnsKeyConfig> keys;
  const Json* all = apns.object("keys");
  if (all == nullptr) return keys;
  std::vector<std::string> ids;
  for (const auto& [id, value] : all->items()) {
    keys.push_back(read_apns_key(id, value, member_pointer(apns.pointer_of("keys"), id), apns.mistakes()));
    ids.push_back(id);
  }
  for (const ApnsKeyConfig& key : keys) {
    if (key.related.empty() || std::find(ids.begin(), ids.end(), key.related) != ids.end()) continue;
    const std::string at = member_pointer(apns.pointer_of("keys"), key.key_id) + "/related";
    apns.mistakes().push_back({at, false,
                               "'related' names the key '" + key.related + "', which is not below 'keys'",
                               suggestion(key.related, ids)});
  }
  return keys;
}

// YAML of version 1.1 takes `off` for a truth value.
bool says_off(const Json& value) {
  return (value.is_boolean() && !value.get<bool>()) || value == "off";
}

// An object of a figure, named by `figure`, and of the time that it counts for.
std::optional<ApnsRate> read_rate(ObjectReader& apns, std::string_view key, std::string_view figure,
                                  std::optional<ApnsRate> standard) {
  const Json* value = apns.any(key);
  if (value == nullptr) return standard;
  if (says_off(*value)) return std::nullopt;
  if (!value->is_object()) {
    apns.wrong(key, "'" + std::string(key) + "' must be off or an object, not " + describe(*value),
               "write {" + std::string(figure) + ": 3, per: 1m}");
    return standard;
  }
  ObjectReader reader(*value, apns.pointer_of(key), key, apns.mistakes());
  if (!reader.has(figure) || !reader.has("per")) {
    reader.wrong_object("'" + std::string(key) + "' needs '" + std::string(figure) + "' and 'per'");
  }
  ApnsRate rate;
  rate.most = reader.integer(figure, 0, kRateMost).value_or(0);
  rate.per = reader.duration("per").value_or(sim::Duration::zero());
  reader.finish();
  return rate;
}

Json apns_key_json(const ApnsKeyConfig& key) {
  Json json = Json::object();
  if (!key.team.empty()) json["team"] = key.team;
  if (!key.public_key.empty()) json["public_key"] = key.public_key;
  if (!key.environment.empty()) json["environment"] = key.environment;
  if (!key.topics.empty()) json["topics"] = key.topics;
  if (!key.related.empty()) json["related"] = key.related;
  if (key.revoked) json["revoked"] = true;
  return json;
}

Json rate_json(const ApnsRate& rate, const char* figure) {
  return Json{{figure, rate.most}, {"per", sim::to_text(rate.per)}};
}

}  // namespace

ApnsSettings read_apns_settings(ObjectReader& cloud) {
  ApnsSettings settings;
  const Json* value = cloud.object("apns");
  if (value == nullptr) return settings;
  ObjectReader reader(*value, cloud.pointer_of("apns"), "apns", cloud.mistakes());
  settings.localhost_environment =
      reader.choice("localhost_environment", {"production", "sandbox"}).value_or("");
  settings.stream_ramp_up = reader.flag("stream_ramp_up").value_or(false);
  settings.keys = read_apns_keys(reader);
  settings.key_environment_reason =
      reader.choice("key_environment_reason", {"BadEnvironmentKeyIdInToken", "BadEnvironmentKeyInToken"})
          .value_or("");
  settings.background_priority =
      reader.choice("background_priority", {"any", "strict", "given"}).value_or(settings.background_priority);
  settings.provider_token_updates =
      read_rate(reader, "provider_token_updates", "most", settings.provider_token_updates);
  settings.device_limit = read_rate(reader, "device_limit", "pushes", settings.device_limit);
  settings.device_token_lifetime = reader.duration("device_token_lifetime");
  settings.outage =
      reader.choice("outage", {"InternalServerError", "ServiceUnavailable", "Shutdown"}).value_or("");
  reader.finish();
  return settings;
}

void write_apns_settings(const ApnsSettings& settings, Json& cloud) {
  Json json = Json::object();
  if (!settings.localhost_environment.empty()) json["localhost_environment"] = settings.localhost_environment;
  if (settings.stream_ramp_up) json["stream_ramp_up"] = true;
  for (const ApnsKeyConfig& key : settings.keys) json["keys"][key.key_id] = apns_key_json(key);
  if (!settings.key_environment_reason.empty()) {
    json["key_environment_reason"] = settings.key_environment_reason;
  }
  const ApnsSettings standard;
  if (settings.background_priority != standard.background_priority) {
    json["background_priority"] = settings.background_priority;
  }
  if (!settings.provider_token_updates) {
    json["provider_token_updates"] = "off";
  } else if (*settings.provider_token_updates != *standard.provider_token_updates) {
    json["provider_token_updates"] = rate_json(*settings.provider_token_updates, "most");
  }
  if (settings.device_limit) json["device_limit"] = rate_json(*settings.device_limit, "pushes");
  if (settings.device_token_lifetime) {
    json["device_token_lifetime"] = sim::to_text(*settings.device_token_lifetime);
  }
  if (!settings.outage.empty()) json["outage"] = settings.outage;
  if (!json.empty()) cloud["apns"] = std::move(json);
}

}  // namespace droppoint::config
