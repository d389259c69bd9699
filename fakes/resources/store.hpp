#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"
#include "fakes/resources/event_grid.hpp"

// What the management plane and the data plane of one service share. In Azure that is the service's own
// database, not an exchange between parties, so it does not travel on the wire: Resource Manager writes it,
// the services read it at the moment of use. Names are compared without regard to case, as Azure does.

namespace droppoint::resources {

// Orders names without regard to case.
struct IgnoringCase {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const;
};
template <class T>
using ByName = std::map<std::string, T, IgnoringCase>;

struct Rights {
  bool listen = false;
  bool send = false;
  bool manage = false;
  friend bool operator==(const Rights&, const Rights&) = default;
};

// A shared access policy ("authorization rule") of a namespace or a hub. Key texts are used as they are, as
// UTF-8 bytes, never decoded.
struct Policy {
  std::string name;
  Rights rights;
  std::string primary_key;
  std::string secondary_key;
  // Keys that regenerateKeys replaced: they no longer open anything, but tell "regenerated" from "never was".
  std::vector<std::string> former_keys = {};
  sim::Time created_at{};
  sim::Time modified_at{};
};

struct ApnsCredential {
  enum class Mode { token, certificate };
  Mode mode = Mode::token;
  // The bundle id (`appName`); the hub's topic.
  std::string topic;
  // As given: "https://api.push.apple.com:443/3/device", "…sandbox…", "gateway.push.apple.com".
  std::string endpoint = "https://api.push.apple.com:443/3/device";
  std::string team_id = {};
  std::string key_id = {};
  // PKCS#8 without the PEM lines, as the portal takes it.
  std::string token = {};
  // Base64 of PKCS #12, the password that opens it, and the certificate's SHA-1 in hexadecimal.
  std::string certificate = {};
  std::string certificate_key = {};
  std::string thumbprint = {};
  // The emulator's choice: push type voip appends ".voip" to the topic unless it is there.
  bool append_voip = true;
};

struct FcmV1Credential {
  std::string project_id;
  std::string client_email;
  std::string private_key;
};

struct GcmCredential {
  std::string api_key;
  std::string endpoint = "https://android.googleapis.com/gcm/send";
};

// What the data plane keeps of a hub, such as its registrations. Management only sees to it that it goes when
// the hub goes.
struct HubData {
  HubData() = default;
  HubData(const HubData&) = delete;
  HubData& operator=(const HubData&) = delete;
  virtual ~HubData() = default;
};

struct Hub {
  std::string name;
  std::string location = "eastus";
  std::map<std::string, std::string> tags = {};
  ByName<Policy> policies = {};
  std::optional<ApnsCredential> apns = {};
  std::optional<FcmV1Credential> fcm_v1 = {};
  std::optional<GcmCredential> gcm = {};
  // Of push services that are not emulated: the name of the credential ("wnsCredential") → its properties, as
  // JSON text.
  ByName<std::string> other_credentials = {};
  // How long a registration lives after it was last written; none: for ever.
  std::optional<sim::Duration> registration_ttl = {};
  sim::Time created_at{};
  sim::Time updated_at{};
  // Made by the data plane when first needed; the same for every copy of this hub.
  std::shared_ptr<HubData> data = {};
};

enum class Sku { free, basic, standard };

// How long a hub goes on trying to hand a notification to a push service that is busy or away.
inline constexpr sim::Duration kDeliveryWindow = std::chrono::minutes(30);

// What a namespace is held to; absent: to nothing. The emulator's own setting.
struct Limits {
  // The tier's documented numbers stand where none is given here.
  bool of_tier = false;
  // Pushes in a calendar month (UTC).
  std::optional<std::uint64_t> sends_per_month = {};
  // Registrations and installations.
  std::optional<std::uint64_t> devices = {};
  // Of the data plane, all hubs together.
  std::optional<std::uint64_t> requests_per_second = {};
  friend bool operator==(const Limits&, const Limits&) = default;
};

struct Namespace {
  std::string name;
  std::string subscription;
  std::string resource_group;
  std::string location = "eastus";
  std::map<std::string, std::string> tags = {};
  Sku sku = Sku::standard;
  ByName<Policy> policies = {};
  ByName<Hub> hubs = {};
  // Shown as they were given; there is one region and one zone here.
  std::string replication_region = {};
  bool zone_redundant = false;
  sim::Time created_at{};
  sim::Time updated_at{};
  Limits limits = {};
  // Zero: nothing is tried twice.
  sim::Duration delivery_window = kDeliveryWindow;
};

// What linkNotificationHub wrote, exactly as given.
struct Link {
  std::string connection_string;
  std::string resource_id;
  sim::Time written_at{};
  friend bool operator==(const Link& left, const Link& right) {
    return left.connection_string == right.connection_string && left.resource_id == right.resource_id;
  }
};

// A resource of Communication Services.
struct CommunicationResource {
  std::string name;
  std::string subscription;
  std::string resource_group;
  std::string location = "Global";
  std::string data_location = "United States";
  std::map<std::string, std::string> tags = {};
  // The GUID in user ids and token claims.
  std::string immutable_id;
  // Base64 of 64 bytes.
  std::string primary_key;
  std::string secondary_key;
  std::optional<Link> link = {};
};

// The parts of
// "/subscriptions/{s}/resourceGroups/{g}/providers/Microsoft.NotificationHubs/namespaces/{n}/notificationHubs/{h}".
struct HubId {
  std::string subscription;
  std::string resource_group;
  std::string name_space;
  std::string hub;
};
// Nothing where the text is not the id of a hub.
std::optional<HubId> parse_hub_id(std::string_view text);
std::string resource_id_of(const Namespace& name_space);
std::string resource_id_of(const Namespace& name_space, const Hub& hub);
std::string resource_id_of(const CommunicationResource& resource);

// The resources of one cloud. Pointers are valid until something is added or removed: look up again after
// each wait.
class Store {
 public:
  ByName<Namespace>& namespaces() { return namespaces_; }
  const ByName<Namespace>& namespaces() const { return namespaces_; }
  ByName<CommunicationResource>& communication_services() { return communication_services_; }
  const ByName<CommunicationResource>& communication_services() const { return communication_services_; }
  // Subscription → resource groups that exist (name → location).
  ByName<ByName<std::string>>& groups() { return groups_; }
  const ByName<ByName<std::string>>& groups() const { return groups_; }
  EventGrid& event_grid() { return event_grid_; }
  const EventGrid& event_grid() const { return event_grid_; }

  Namespace* find_namespace(std::string_view name);
  Hub* find_hub(std::string_view name_space, std::string_view hub);
  CommunicationResource* find_communication(std::string_view name);

 private:
  ByName<Namespace> namespaces_;
  ByName<CommunicationResource> communication_services_;
  ByName<ByName<std::string>> groups_;
  EventGrid event_grid_;
};

}  // namespace droppoint::resources
