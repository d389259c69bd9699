#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/config/apns_settings.hpp"
#include "fakes/config/object_reader.hpp"
#include "fakes/resources/store.hpp"

// What a cloud consists of at its start: the words of a scenario's `cloud:` and of `serve --config`.

namespace droppoint::config {

// Either a hub and a policy of this cloud, or the two texts as they are given to linkNotificationHub.
struct LinkConfig {
  // "namespace/hub".
  std::string hub = {};
  std::string policy = {};
  std::string connection_string = {};
  std::string resource_id = {};
};

struct CommunicationConfig {
  std::string name;
  std::string subscription = {};
  std::string resource_group = {};
  std::optional<LinkConfig> link = {};
};

struct PolicyConfig {
  std::string name;
  resources::Rights rights = {};
};

struct ApnsConfig {
  resources::ApnsCredential::Mode mode = resources::ApnsCredential::Mode::token;
  std::string topic = {};
  bool sandbox = false;
  // Empty: the default cloud's team and key.
  std::string team = {};
  std::string key_id = {};
  std::string private_key = {};
  bool append_voip = true;
};

struct FcmV1Config {
  std::string project = {};
  // Empty: the default cloud's service account of that project.
  std::string client_email = {};
  std::string private_key = {};
};

struct GcmConfig {
  std::string key = {};
};

// What Google knows of a Firebase project beside its service account.
struct FcmProjectConfig {
  std::string project;
  // Empty: made from the project's id.
  std::string number = {};
  // Of the legacy protocol, beside those that hubs have.
  std::string server_key = {};
  // A text that is taken as an access token of the project. Empty: none.
  std::string access_token = {};
  bool api_enabled = true;
  // "active", "key-deleted", "disabled" or "deleted".
  std::string service_account = "active";
};

enum class FcmLegacy { on, deprecated, off };

// How FCM behaves, whoever asks. Quotas are off unless they have a figure.
struct FcmSettings {
  // Nothing: on in edition 2021, off in the current one.
  std::optional<FcmLegacy> legacy = {};
  std::int64_t payload_bytes = 4096;
  std::int64_t topic_payload_bytes = 2048;
  std::optional<std::int64_t> project_per_minute = {};
  std::optional<std::int64_t> device_per_minute = {};
  std::optional<std::int64_t> device_per_hour = {};
  std::optional<std::int64_t> topic_per_minute = {};
  std::optional<std::int64_t> subscriptions_per_second = {};
  // FCM answers 503 for so long from the cloud's start, with that Retry-After.
  std::optional<sim::Duration> outage = {};
  std::optional<sim::Duration> outage_retry_after = {};
  std::vector<FcmProjectConfig> projects = {};
};

struct HubConfig {
  std::string name;
  std::vector<PolicyConfig> policies = {};
  std::optional<ApnsConfig> apns = {};
  std::optional<FcmV1Config> fcm_v1 = {};
  std::optional<GcmConfig> gcm = {};
};

struct NamespaceConfig {
  std::string name;
  std::string subscription = {};
  std::string resource_group = {};
  resources::Sku sku = resources::Sku::standard;
  std::vector<PolicyConfig> policies = {};
  std::vector<HubConfig> hubs = {};
  resources::Limits limits = {};
  sim::Duration delivery_window = resources::kDeliveryWindow;
};

// A device as `PUT /_droppoint/v1/devices/{name}` takes it: JSON text.
struct DeviceConfig {
  std::string name;
  std::string body;
};

enum class Edition { of_2021, current };
// What Communication Services asks hubs for Android with.
enum class FcmFormat { gcm, fcm_v1 };

// How long the data plane goes on with a cached link: none, a fixed time, or drawn for each load, up to a
// maximum.
struct PropagationConfig {
  sim::Duration most = std::chrono::minutes(10);
  bool uniform = false;
};

struct CloudConfig {
  Edition edition = Edition::current;
  // Nothing: what the edition had.
  std::optional<FcmFormat> fcm_format = {};
  PropagationConfig propagation = {};
  bool push_in_foreground = true;
  sim::Duration call_push_expiry = std::chrono::seconds(30);
  // True: dates and expiry of outside credentials are judged by the cloud's clock.
  bool credential_clock_cloud = false;
  bool strict_auth = false;
  // Hosts beside loopback that webhooks and functions may be called at.
  std::vector<std::string> allow_outbound = {};
  ApnsSettings apns = {};
  FcmSettings fcm = {};
  std::string subscription = "00000000-0000-0000-0000-000000000000";
  std::string resource_group = "droppoint";
  std::vector<CommunicationConfig> communication_services = {};
  std::vector<NamespaceConfig> notification_hubs = {};
  std::vector<DeviceConfig> devices = {};
};

// What `droppoint serve` has ready without configuration.
CloudConfig default_cloud_config(Edition edition = Edition::current);

// What is wrong with a host to be called; nothing for a name, "*." and a name, or an IP address.
std::optional<Error> wrong_outbound_host(std::string_view host);

// Reads the object below `cloud:`; mistakes are appended, with pointers that begin with `pointer`.
CloudConfig read_cloud_config(const nlohmann::ordered_json& value, const std::string& pointer,
                              std::vector<Mistake>& mistakes);
// The parts that steps of a scenario have too.
ApnsConfig read_apns_config(const nlohmann::ordered_json& value, const std::string& pointer,
                            std::vector<Mistake>& mistakes);
FcmV1Config read_fcm_v1_config(const nlohmann::ordered_json& value, const std::string& pointer,
                               std::vector<Mistake>& mistakes);
GcmConfig read_gcm_config(const nlohmann::ordered_json& value, const std::string& pointer,
                          std::vector<Mistake>& mistakes);

// Of the whole cloud: its members `fcm` and `fcm_legacy`.
FcmSettings read_fcm_settings(ObjectReader& cloud);
void write_fcm_settings(const FcmSettings& settings, nlohmann::ordered_json& cloud);

// The object that read_cloud_config reads back to the same cloud: journals keep it.
nlohmann::ordered_json to_json(const CloudConfig& config);

// "namespace/hub" into its two parts; nothing if it has no such form.
std::optional<std::pair<std::string, std::string>> split_hub_name(std::string_view text);

}  // namespace droppoint::config
