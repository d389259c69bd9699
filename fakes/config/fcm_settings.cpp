#include <array>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "fakes/config/cloud_config.hpp"

// `fcm` and `fcm_legacy` of a cloud, read and written.

namespace droppoint::config {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kQuotaMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kPayloadBytesMost = 1024 * 1024;

using Quota = std::optional<std::int64_t> FcmSettings::*;

// The figures are Google's: https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas. It
// publishes none for messages to one topic.
struct QuotaName {
  const char* name;
  Quota quota;
  std::optional<std::int64_t> published;
};
constexpr std::array kQuotaNames{
    QuotaName{"project_per_minute", &FcmSettings::project_per_minute, 600'000},
    QuotaName{"device_per_minute", &FcmSettings::device_per_minute, 240},
    QuotaName{"device_per_hour", &FcmSettings::device_per_hour, 5'000},
    QuotaName{"topic_per_minute", &FcmSettings::topic_per_minute, std::nullopt},
    QuotaName{"subscriptions_per_second", &FcmSettings::subscriptions_per_second, 3'000}};

void read_quotas(ObjectReader& fcm, FcmSettings& settings) {
  const Json* value = fcm.any("quotas");
  if (value == nullptr || *value == "none") return;
  if (*value == "published") {
    for (const QuotaName& each : kQuotaNames) settings.*each.quota = each.published;
    return;
  }
  if (!value->is_object()) {
    fcm.wrong("quotas", "'quotas' must be 'none', 'published' or an object, not " + describe(*value));
    return;
  }
  ObjectReader reader(*value, fcm.pointer_of("quotas"), "quotas", fcm.mistakes());
  for (const QuotaName& each : kQuotaNames) settings.*each.quota = reader.integer(each.name, 0, kQuotaMost);
  reader.finish();
}

void read_outage(ObjectReader& fcm, FcmSettings& settings) {
  const Json* value = fcm.object("outage");
  if (value == nullptr) return;
  ObjectReader reader(*value, fcm.pointer_of("outage"), "an outage", fcm.mistakes());
  if (!reader.has("for")) reader.wrong_object("an outage needs 'for', how long it lasts from the start");
  settings.outage = reader.duration("for");
  settings.outage_retry_after = reader.duration("retry_after");
  reader.finish();
}

FcmProjectConfig read_project(const std::string& name, const Json& value, const std::string& pointer,
                              std::vector<Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a Firebase project", mistakes);
  FcmProjectConfig project{.project = name};
  project.number = reader.text("number").value_or("");
  if (project.number.find_first_not_of("0123456789") != std::string::npos) {
    reader.wrong("number", "'" + project.number + "' is no project number", "write it as digits, in quotes");
  }
  project.server_key = reader.text("server_key").value_or("");
  project.access_token = reader.text("access_token").value_or("");
  project.api_enabled = reader.choice("api", {"enabled", "disabled"}) != "disabled";
  project.service_account =
      reader.choice("service_account", {"active", "key-deleted", "disabled", "deleted"}).value_or("active");
  reader.finish();
  return project;
}

// YAML of version 1.1 takes `on` and `off` for truth values.
std::optional<FcmLegacy> read_legacy(ObjectReader& cloud) {
  const Json* value = cloud.any("fcm_legacy");
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>() ? FcmLegacy::on : FcmLegacy::off;
  const auto name = cloud.choice("fcm_legacy", {"on", "deprecated", "off"});
  if (name == "on") return FcmLegacy::on;
  if (name == "deprecated") return FcmLegacy::deprecated;
  if (name == "off") return FcmLegacy::off;
  return std::nullopt;
}

std::string_view name_of(FcmLegacy legacy) {
  switch (legacy) {
    case FcmLegacy::on:
      return "on";
    case FcmLegacy::deprecated:
      return "deprecated";
    case FcmLegacy::off:
      break;
  }
  return "off";
}

Json project_json(const FcmProjectConfig& project) {
  Json json = Json::object();
  if (!project.number.empty()) json["number"] = project.number;
  if (!project.server_key.empty()) json["server_key"] = project.server_key;
  if (!project.access_token.empty()) json["access_token"] = project.access_token;
  if (!project.api_enabled) json["api"] = "disabled";
  if (project.service_account != "active") json["service_account"] = project.service_account;
  return json;
}

}  // namespace

FcmSettings read_fcm_settings(ObjectReader& cloud) {
  FcmSettings settings;
  settings.legacy = read_legacy(cloud);
  const Json* value = cloud.object("fcm");
  if (value == nullptr) return settings;
  ObjectReader reader(*value, cloud.pointer_of("fcm"), "fcm", cloud.mistakes());
  settings.payload_bytes =
      reader.integer("payload_bytes", 1, kPayloadBytesMost).value_or(settings.payload_bytes);
  settings.topic_payload_bytes =
      reader.integer("topic_payload_bytes", 1, kPayloadBytesMost).value_or(settings.topic_payload_bytes);
  read_quotas(reader, settings);
  read_outage(reader, settings);
  if (const Json* projects = reader.object("projects")) {
    for (const auto& [name, project] : projects->items()) {
      const std::string at = member_pointer(reader.pointer_of("projects"), name);
      settings.projects.push_back(read_project(name, project, at, cloud.mistakes()));
    }
  }
  reader.finish();
  return settings;
}

void write_fcm_settings(const FcmSettings& settings, Json& cloud) {
  if (settings.legacy) cloud["fcm_legacy"] = name_of(*settings.legacy);
  const FcmSettings standard;
  Json json = Json::object();
  if (settings.payload_bytes != standard.payload_bytes) json["payload_bytes"] = settings.payload_bytes;
  if (settings.topic_payload_bytes != standard.topic_payload_bytes) {
    json["topic_payload_bytes"] = settings.topic_payload_bytes;
  }
  for (const QuotaName& each : kQuotaNames) {
    if (settings.*each.quota) json["quotas"][each.name] = *(settings.*each.quota);
  }
  if (settings.outage) json["outage"]["for"] = sim::to_text(*settings.outage);
  if (settings.outage && settings.outage_retry_after) {
    json["outage"]["retry_after"] = sim::to_text(*settings.outage_retry_after);
  }
  for (const FcmProjectConfig& project : settings.projects) {
    json["projects"][project.project] = project_json(project);
  }
  if (!json.empty()) cloud["fcm"] = std::move(json);
}

}  // namespace droppoint::config
