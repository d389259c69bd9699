#include <array>
#include <string>

#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

struct CommunicationOperation {
  // Behind "Microsoft.Communication/".
  std::string_view name;
  std::string_view resource;
  std::string_view operation;
};

constexpr std::string_view kCommunicationProvider = "Microsoft Communication";

// The names are those of the real list, but for e-mail's; what they are called in words is ours.
// https://learn.microsoft.com/azure/role-based-access-control/permissions/web-and-mobile
constexpr std::array kCommunicationOperations{
    CommunicationOperation{"Register/Action", "Provider", "Register the provider for a subscription"},
    CommunicationOperation{"Unregister/Action", "Provider", "Unregister the provider from a subscription"},
    CommunicationOperation{"CheckNameAvailability/action", "Provider", "Check a resource's name"},
    CommunicationOperation{"Operations/read", "Provider", "List the provider's operations"},
    CommunicationOperation{"Locations/OperationStatuses/read", "Operation status", "Read how far it is"},
    CommunicationOperation{"Locations/OperationStatuses/write", "Operation status", "Write how far it is"},
    CommunicationOperation{"CommunicationServices/Read", "Communication service", "Read resources"},
    CommunicationOperation{"CommunicationServices/Write", "Communication service",
                           "Create or update a resource"},
    CommunicationOperation{"CommunicationServices/Delete", "Communication service", "Delete a resource"},
    CommunicationOperation{"CommunicationServices/ListKeys/action", "Communication service",
                           "Read keys and connection strings"},
    CommunicationOperation{"CommunicationServices/RegenerateKey/action", "Communication service",
                           "Replace a key"},
    CommunicationOperation{"CommunicationServices/LinkNotificationHub/action", "Communication service",
                           "Link a notification hub"},
    CommunicationOperation{"CommunicationServices/EventGridFilters/Read", "Event Grid filter",
                           "Read filters"},
    CommunicationOperation{"CommunicationServices/EventGridFilters/Write", "Event Grid filter",
                           "Create or update a filter"},
    CommunicationOperation{"CommunicationServices/EventGridFilters/Delete", "Event Grid filter",
                           "Delete a filter"}};

}  // namespace

http::Response list_communication_operations(Call&) {
  Json value = Json::array();
  for (const CommunicationOperation& one : kCommunicationOperations)
    value.push_back(Json{{"name", "Microsoft.Communication/" + std::string(one.name)},
                         {"display",
                          {{"provider", kCommunicationProvider},
                           {"resource", one.resource},
                           {"operation", one.operation},
                           {"description", one.operation}}}});
  return json_answer(200, Json{{"value", std::move(value)}, {"nextLink", nullptr}});
}

}  // namespace droppoint::fakes::resource_manager
