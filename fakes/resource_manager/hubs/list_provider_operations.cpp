#include <array>
#include <string>

#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

struct Entry {
  // Behind "Microsoft.NotificationHubs/".
  std::string_view name;
  std::string_view resource;
  std::string_view operation;
};

constexpr std::string_view kProvider = "Microsoft.NotificationHubs";
constexpr std::string_view kProviderName = "Microsoft Azure Notification Hub";

// The names are those of the real list; what they are called in words is ours.
// https://learn.microsoft.com/rest/api/notificationhubs/operations/list
constexpr std::array kEntries{
    Entry{"register/action", kProviderName, "Register the provider for a subscription"},
    Entry{"unregister/action", kProviderName, "Unregister the provider from a subscription"},
    Entry{"operations/read", kProviderName, "List the provider's operations"},
    Entry{"operationResults/read", kProviderName, "Read the result of an operation"},
    Entry{"CheckNamespaceAvailability/action", "Namespace", "Check a namespace name"},
    Entry{"Namespaces/write", "Namespace", "Create or update a namespace"},
    Entry{"Namespaces/read", "Namespace", "Read namespaces"},
    Entry{"Namespaces/delete", "Namespace", "Delete a namespace with its hubs"},
    Entry{"Namespaces/authorizationRules/write", "Namespace authorization rule", "Create or update a rule"},
    Entry{"Namespaces/authorizationRules/action", "Namespace authorization rule", "List rules"},
    Entry{"Namespaces/authorizationRules/read", "Namespace authorization rule", "Read rules"},
    Entry{"Namespaces/authorizationRules/delete", "Namespace authorization rule",
          "Delete a rule, but not the default one"},
    Entry{"Namespaces/authorizationRules/listkeys/action", "Namespace authorization rule",
          "Read keys and connection strings"},
    Entry{"Namespaces/authorizationRules/regenerateKeys/action", "Namespace authorization rule",
          "Replace a key"},
    Entry{"Namespaces/CheckNotificationHubAvailability/action", "Namespace", "Check a hub name"},
    Entry{"Namespaces/NotificationHubs/write", "NotificationHub", "Create or update a hub"},
    Entry{"Namespaces/NotificationHubs/vapidkeys/read", "NotificationHub", "Make a pair of VAPID keys"},
    Entry{"Namespaces/NotificationHubs/read", "NotificationHub", "Read hubs"},
    Entry{"Namespaces/NotificationHubs/delete", "NotificationHub", "Delete a hub"},
    Entry{"Namespaces/NotificationHubs/authorizationRules/write", "NotificationHub authorization rule",
          "Create or update a rule"},
    Entry{"Namespaces/NotificationHubs/authorizationRules/action", "NotificationHub authorization rule",
          "List rules"},
    Entry{"Namespaces/NotificationHubs/authorizationRules/read", "NotificationHub authorization rule",
          "Read rules"},
    Entry{"Namespaces/NotificationHubs/authorizationRules/delete", "NotificationHub authorization rule",
          "Delete a rule"},
    Entry{"Namespaces/NotificationHubs/authorizationRules/listkeys/action",
          "NotificationHub authorization rule", "Read keys and connection strings"},
    Entry{"Namespaces/NotificationHubs/authorizationRules/regenerateKeys/action",
          "NotificationHub authorization rule", "Replace a key"},
    Entry{"Namespaces/NotificationHubs/pnsCredentials/action", "NotificationHub credentials",
          "Read the credentials for push services"},
    Entry{"Namespaces/NotificationHubs/debugSend/action", "NotificationHub",
          "Send a test notification to at most 10 devices"},
    Entry{"Namespaces/NotificationHubs/metricDefinitions/read", "Namespace metrics",
          "Read the definitions of metrics"}};

}  // namespace

http::Response list_provider_operations(Call&) {
  Json value = Json::array();
  for (const Entry& entry : kEntries)
    value.push_back(Json{{"name", std::string(kProvider) + "/" + std::string(entry.name)},
                         {"display",
                          {{"provider", kProviderName},
                           {"resource", entry.resource},
                           {"operation", entry.operation},
                           {"description", entry.operation}}}});
  return json_answer(200, Json{{"value", std::move(value)}, {"nextLink", nullptr}});
}

}  // namespace droppoint::fakes::resource_manager
