#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/sim/time.hpp"

// What Resource Manager writes of Event Grid, and Event Grid reads when an event is published.

namespace droppoint::resources {

enum class EventSchema : std::uint8_t { event_grid, cloud_event, custom_input };

// A topic that a developer publishes to.
struct EventTopic {
  std::string name;
  std::string subscription;
  std::string resource_group;
  std::string location = "eastus";
  std::vector<std::pair<std::string, std::string>> tags = {};
  EventSchema input_schema = EventSchema::event_grid;
  // Base64.
  std::string key1;
  std::string key2;
};

// A topic that an Azure resource publishes to by itself. One is made along with the first event subscription
// on a resource; `implicit` is true for that one.
struct SystemTopic {
  std::string name;
  std::string subscription;
  std::string resource_group;
  std::string location = "global";
  std::vector<std::pair<std::string, std::string>> tags = {};
  // The resource id of what publishes, as given.
  std::string source;
  std::string topic_type;
  bool implicit = false;
};

enum class FilterOperator : std::uint8_t {
  number_in,
  number_not_in,
  number_less_than,
  number_greater_than,
  number_less_than_or_equals,
  number_greater_than_or_equals,
  number_in_range,
  number_not_in_range,
  bool_equals,
  string_in,
  string_not_in,
  string_begins_with,
  string_ends_with,
  string_contains,
  string_not_begins_with,
  string_not_ends_with,
  string_not_contains,
  is_null_or_undefined,
  is_not_null,
};

struct AdvancedFilter {
  using NumberRange = std::pair<double, double>;
  using Value = std::variant<std::string, double, bool, NumberRange>;

  FilterOperator op = FilterOperator::string_in;
  std::string key;
  // All of the one kind that the operator takes; none for the two that take none.
  std::vector<Value> values = {};
};

struct EventFilter {
  // Empty: all.
  std::vector<std::string> event_types = {};
  std::string subject_begins_with = {};
  std::string subject_ends_with = {};
  bool subject_case_sensitive = false;
  bool on_arrays = false;
  std::vector<AdvancedFilter> advanced = {};
};

// A header that deliveries carry: a fixed value, or what stands at a path of the event.
struct DeliveryAttribute {
  std::string name;
  bool dynamic = false;
  // The value, or the path ("data.x").
  std::string value;
  bool secret = false;
};

struct EventDestination {
  enum class Kind : std::uint8_t { webhook, azure_function };
  Kind kind = Kind::webhook;
  // webhook: the full URL, secrets in its query included. azure_function: the function's resource id.
  std::string target;
  std::uint32_t events_per_batch = 1;
  std::uint32_t batch_kilobytes = 64;
  std::string entra_tenant = {};
  std::string entra_application = {};
  std::vector<DeliveryAttribute> attributes = {};
};

struct DeadLetterDestination {
  std::string storage_account;
  std::string container;
};

enum class EventProvisioning : std::uint8_t {
  creating,
  updating,
  deleting,
  succeeded,
  canceled,
  failed,
  awaiting_manual_action,
};

struct EventSubscription {
  std::string name;
  // The resource id of the custom topic, of the system topic, or of the resource that it extends.
  std::string scope;
  EventDestination destination;
  EventFilter filter = {};
  std::vector<std::string> labels = {};
  std::optional<sim::Time> expires_at = {};
  EventSchema delivery_schema = EventSchema::event_grid;
  std::uint32_t delivery_attempts_max = 30;
  sim::Duration time_to_live = std::chrono::minutes(1440);
  std::optional<DeadLetterDestination> dead_letter = {};
  EventProvisioning state = EventProvisioning::creating;
  // Why state is failed: code and message as ARM shows them.
  std::string failure_code = {};
  std::string failure_message = {};
  sim::Time created_at{};
  // Rises with each accepted PUT or PATCH, so that a handshake of an older version changes nothing.
  std::uint64_t version = 0;
};

// Everything of Event Grid that one cloud has. Names and resource ids ignore case. Pointers are valid until
// something is added or removed.
class EventGrid {
 public:
  std::vector<EventTopic>& topics() { return topics_; }
  const std::vector<EventTopic>& topics() const { return topics_; }
  std::vector<SystemTopic>& system_topics() { return system_topics_; }
  const std::vector<SystemTopic>& system_topics() const { return system_topics_; }
  std::vector<EventSubscription>& subscriptions() { return subscriptions_; }
  const std::vector<EventSubscription>& subscriptions() const { return subscriptions_; }

  // By resource id.
  EventTopic* find_topic(std::string_view id);
  SystemTopic* find_system_topic(std::string_view id);
  // The system topic of a resource, by the resource's id.
  SystemTopic* system_topic_of(std::string_view source);
  EventSubscription* find_subscription(std::string_view scope, std::string_view name);
  // Those that get what is published to a custom topic or by a resource, in the order in which they were
  // made: for a resource, of its system topic and of the resource itself.
  std::vector<const EventSubscription*> subscriptions_of(std::string_view source) const;

 private:
  std::vector<EventTopic> topics_;
  std::vector<SystemTopic> system_topics_;
  std::vector<EventSubscription> subscriptions_;
};

std::string resource_id_of(const EventTopic& topic);
std::string resource_id_of(const SystemTopic& topic);
// "{scope}/providers/Microsoft.EventGrid/eventSubscriptions/{name}", or below a topic of Event Grid
// "{scope}/eventSubscriptions/{name}" for a system topic.
std::string resource_id_of(const EventSubscription& subscription);

}  // namespace droppoint::resources
