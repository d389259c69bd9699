#include "fakes/resource_manager/routes.hpp"

#include <array>
#include <string>

#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/asking_operations.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

// What stands before the rest of a path.
enum class Base : std::uint8_t { root, subscription, group };

constexpr std::string_view text_of(Base base) {
  switch (base) {
    case Base::root:
      return "";
    case Base::subscription:
      return "/subscriptions/{subscription}";
    case Base::group:
      return "/subscriptions/{subscription}/resourceGroups/{group}";
  }
  return "";
}

// A path that names a {group} is answered only if that group exists, so the groups' own paths name it {name}.
struct Route {
  std::string_view method;
  Base base;
  std::string_view path;
  Operation operation;
};

constexpr std::array kGroups{
    Route{"GET", Base::root, "/subscriptions", list_subscriptions},
    Route{"GET", Base::subscription, "", get_subscription},
    Route{"GET", Base::subscription, "/resourceGroups", list_groups},
    Route{"PUT", Base::subscription, "/resourceGroups/{name}", put_group},
    Route{"GET", Base::subscription, "/resourceGroups/{name}", get_group},
    Route{"HEAD", Base::subscription, "/resourceGroups/{name}", check_group},
    Route{"DELETE", Base::subscription, "/resourceGroups/{name}", delete_group},
    Route{"GET", Base::subscription, "/operationresults/{operation}", get_group_deletion},
};

constexpr std::array kCommunication{
    Route{"GET", Base::root, "/operations", list_communication_operations},
    Route{"PUT", Base::group, "/communicationServices/{name}", put_communication},
    Route{"PATCH", Base::group, "/communicationServices/{name}", patch_communication},
    Route{"GET", Base::group, "/communicationServices/{name}", get_communication},
    Route{"DELETE", Base::group, "/communicationServices/{name}", delete_communication},
    Route{"GET", Base::group, "/communicationServices", list_communication},
    Route{"GET", Base::subscription, "/communicationServices", list_communication},
    Route{"POST", Base::group, "/communicationServices/{name}/listKeys", list_communication_keys},
    Route{"POST", Base::group, "/communicationServices/{name}/regenerateKey", regenerate_communication_key},
    Route{"POST", Base::group, "/communicationServices/{name}/linkNotificationHub", link_notification_hub},
    Route{"POST", Base::subscription, "/checkNameAvailability", check_communication_name},
    Route{"GET", Base::root, "/locations/{location}/operationStatuses/{operation}", get_operation_status},
    Route{"GET", Base::subscription, "/locations/{location}/operationStatuses/{operation}",
          get_operation_status},
    Route{"GET", Base::root, "/locations/{location}/operationResults/{operation}", get_operation_result},
    Route{"GET", Base::subscription, "/locations/{location}/operationResults/{operation}",
          get_operation_result},
};

constexpr std::array kNamespaces{
    Route{"GET", Base::root, "/operations", list_provider_operations},
    Route{"GET", Base::subscription, "/locations/{location}/operationStatuses/{operation}",
          get_operation_status},
    Route{"GET", Base::subscription, "/operationResults/{operation}", get_operation_result},
    Route{"PUT", Base::group, "/namespaces/{namespace}", put_namespace},
    Route{"PATCH", Base::group, "/namespaces/{namespace}", patch_namespace},
    Route{"GET", Base::group, "/namespaces/{namespace}", get_namespace},
    Route{"DELETE", Base::group, "/namespaces/{namespace}", delete_namespace},
    Route{"GET", Base::group, "/namespaces", list_namespaces},
    Route{"GET", Base::subscription, "/namespaces", list_namespaces},
    Route{"POST", Base::subscription, "/checkNamespaceAvailability", check_namespace_name},
    Route{"POST", Base::group, "/namespaces/{namespace}/checkNotificationHubAvailability", check_hub_name},
    Route{"POST", Base::group, "/namespaces/{namespace}/pnsCredentials", get_namespace_credentials},
    Route{"*", Base::group, "/namespaces/{namespace}/privateEndpointConnections", refuse_private_endpoints},
    Route{"*", Base::group, "/namespaces/{namespace}/privateEndpointConnections/{rest...}",
          refuse_private_endpoints},
    Route{"*", Base::group, "/namespaces/{namespace}/privateLinkResources", refuse_private_endpoints},
    Route{"*", Base::group, "/namespaces/{namespace}/privateLinkResources/{rest...}",
          refuse_private_endpoints},
    Route{"PUT", Base::group, "/namespaces/{namespace}/notificationHubs/{hub}", put_hub},
    Route{"PATCH", Base::group, "/namespaces/{namespace}/notificationHubs/{hub}", patch_hub},
    Route{"GET", Base::group, "/namespaces/{namespace}/notificationHubs/{hub}", get_hub},
    Route{"DELETE", Base::group, "/namespaces/{namespace}/notificationHubs/{hub}", delete_hub},
    Route{"GET", Base::group, "/namespaces/{namespace}/notificationHubs", list_hubs},
    Route{"POST", Base::group, "/namespaces/{namespace}/notificationHubs/{hub}/pnsCredentials",
          get_hub_credentials},
};

// Below a namespace and below a hub.
constexpr std::array kPolicies{
    Route{"GET", Base::group, "/authorizationRules", list_policies},
    Route{"PUT", Base::group, "/authorizationRules/{policy}", put_policy},
    Route{"GET", Base::group, "/authorizationRules/{policy}", get_policy},
    Route{"DELETE", Base::group, "/authorizationRules/{policy}", delete_policy},
    Route{"POST", Base::group, "/authorizationRules/{policy}/listKeys", list_policy_keys},
    Route{"POST", Base::group, "/authorizationRules/{policy}/regenerateKeys", regenerate_policy_key},
};

constexpr std::array<std::string_view, 2> kPolicyOwners{"/namespaces/{namespace}",
                                                        "/namespaces/{namespace}/notificationHubs/{hub}"};

// Azure Monitor's own address for many resources at once, and its extension of any resource.
constexpr std::array<std::string_view, 3> kMonitor{
    "/subscriptions/{subscription}/metrics:getBatch",
    "/subscriptions/{subscription}/providers/microsoft.insights/{rest...}",
    "/subscriptions/{subscription}/resourceGroups/{group}/providers/"
    "{resource...}/providers/microsoft.insights/{kind}"};

// Of the providers that this emulator knows; how far is in docs/fidelity.
constexpr std::array<std::string_view, 5> kProviders{"Microsoft.Communication", "Microsoft.NotificationHubs",
                                                     "Microsoft.Insights", "Microsoft.EventGrid",
                                                     "Microsoft.Resources"};

template <std::size_t N>
void add(http::Router<Handler>& router, const std::array<Route, N>& routes, std::string_view between) {
  for (const Route& route : routes)
    router.add(route.method,
               std::string(text_of(route.base)) + std::string(between) + std::string(route.path),
               Handler{.operation = route.operation});
}

// The last provider in the path, as Azure reads it: an extension of a resource stands behind it.
std::string provider_of(const http::Target& target) {
  const auto& segments = target.segments();
  for (std::size_t index = segments.size(); index-- > 1;)
    if (http::equal_ignoring_case(segments[index - 1], "providers")) return segments[index];
  return {};
}

}  // namespace

http::Router<Handler> make_routes() {
  http::Router<Handler> router(http::LiteralCase::ignored);
  add(router, kGroups, "");
  add(router, kCommunication, "/providers/Microsoft.Communication");
  add(router, kNamespaces, "/providers/Microsoft.NotificationHubs");
  for (const std::string_view owner : kPolicyOwners)
    add(router, kPolicies, "/providers/Microsoft.NotificationHubs" + std::string(owner));
  router.add("POST",
             std::string(text_of(Base::group)) + "/providers/Microsoft.NotificationHubs" +
                 std::string(kPolicyOwners.back()) + "/debugsend",
             Handler{.asking = debug_send});
  for (const std::string_view path : kMonitor) router.add("*", path, Handler{});
  return router;
}

http::Response refuse_unknown_path(const http::Target& target, std::string_view api_version) {
  const std::string path(target.raw_path());
  const std::string provider = provider_of(target);
  for (const std::string_view known : kProviders)
    if (http::equal_ignoring_case(known, provider)) return not_emulated("The path '" + path + "'");
  if (!provider.empty())
    return refuse(404, "InvalidResourceNamespace", "The resource namespace '" + provider + "' is invalid.");
  return refuse(
      404, "InvalidResourceType",
      "The path '" + path + "' names no resource type for api version '" + std::string(api_version) + "'.");
}

}  // namespace droppoint::fakes::resource_manager
