#include <catch2/catch.hpp>

#include <set>

#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

const std::string kSubscriptionPath = "/subscriptions/" + std::string(kSubscription);

std::string target_of(const std::string& url) {
  return url.substr(url.find('/', std::string("https://").size()));
}

TEST_CASE("a namespace is shown in the form of its api-version") {
  Management management;
  const std::string body =
      R"({"location":"South Central US","sku":{"name":"Standard","tier":"Standard"},"tags":{"tag1":"value1"},)"
      R"("properties":{"zoneRedundancy":"Enabled","replicationRegion":"NorthEurope"}})";
  CHECK(
      management.put(kNamespace, body).text ==
      R"({"id":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/)"
      R"(Microsoft.NotificationHubs/namespaces/contoso-ns","name":"contoso-ns",)"
      R"("type":"Microsoft.NotificationHubs/namespaces","location":"South Central US",)"
      R"("tags":{"tag1":"value1"},"sku":{"name":"Standard"},"properties":{"name":"contoso-ns",)"
      R"("provisioningState":"Succeeded","status":"Created","createdAt":"2026-01-01T00:00:00+00:00",)"
      R"("updatedAt":"2026-01-01T00:00:00+00:00",)"
      R"("serviceBusEndpoint":"https://contoso-ns.servicebus.windows.net:443/",)"
      R"("subscriptionId":"00000000-0000-0000-0000-000000000000","region":"South Central US",)"
      R"("enabled":true,"critical":false,"namespaceType":"NotificationHub","privateEndpointConnections":[],)"
      R"("publicNetworkAccess":"Enabled","zoneRedundancy":"Enabled","replicationRegion":"NorthEurope"}})");
  management.api_version = "2017-04-01";
  const json old = management.get(kNamespace).json["properties"];
  CHECK(old["createdAt"] == "2026-01-01T00:00:00Z");
  CHECK_FALSE(old.contains("publicNetworkAccess"));
}

TEST_CASE("an update moves the time of the update and leaves the time of the creation") {
  Management management;
  management.make_hub();
  management.world.advance(90s);
  CHECK(management.call("PATCH", kNamespace, R"({"tags":{}})").status == 200);
  const json properties = management.get(kNamespace).json["properties"];
  CHECK(properties["createdAt"] == "2026-01-01T00:00:00+00:00");
  CHECK(properties["updatedAt"] == "2026-01-01T00:01:30+00:00");
}

TEST_CASE("a location is the same however it is written") {
  Management management;
  management.put(kNamespace, R"({"location":"East US"})");
  CHECK(management.put(kNamespace, R"({"location":"eastus"})").status == 200);
  CHECK(management.put(kNamespace, R"({"location":"eastus2"})").code() == "InvalidResourceLocation");
  const std::string hub = kNamespace + "/notificationHubs/calls";
  CHECK(management.put(hub, R"({"location":"eastus"})").status == 201);
  CHECK(management.put(hub, R"({"location":"East US"})").status == 200);
  CHECK(management.put(hub, R"({"location":"westus"})").code() == "InvalidResourceLocation");
}

TEST_CASE("with a provisioning time the creation is an operation that can be followed") {
  Management management({.provisioning_time = 10s});
  const Reply made = management.put(kNamespace, R"({"location":"East US"})");
  CHECK(made.status == 201);
  CHECK(made.json["properties"]["provisioningState"] == "InProgress");
  CHECK(made.json["properties"]["status"] == "Creating");
  const std::string poll = target_of(made.header("Azure-AsyncOperation"));
  CHECK(poll.starts_with(kSubscriptionPath +
                         "/providers/Microsoft.NotificationHubs/locations/East%20US/operationStatuses/"));
  const Reply running = management.get(poll);
  CHECK(running.json["status"] == "Creating");
  CHECK(running.header("Retry-After") == "10");
  CHECK(
      running.json["id"].get<std::string>().starts_with("/providers/Microsoft.NotificationHubs/locations/"));
  management.world.advance(10s);
  CHECK(management.get(poll).json["status"] == "Succeeded");
  CHECK(management.get(kNamespace).json["properties"]["provisioningState"] == "Succeeded");
  CHECK(management.get(kNamespace).json["properties"]["status"] == "Created");
}

TEST_CASE("the clients of 2017 follow a deletion, those of 2023 have it at once") {
  Management management({.provisioning_time = 10s});
  management.make_hub();
  management.world.advance(10s);
  management.api_version = "2017-04-01";
  const Reply deleting = management.call("DELETE", kNamespace);
  CHECK(deleting.status == 202);
  CHECK(management.get(kNamespace).json["properties"]["status"] == "Deleting");
  CHECK(management.put(kNamespace, R"({"location":"eastus"})").status == 409);
  const std::string poll = target_of(deleting.header("Location"));
  CHECK(poll.starts_with(kSubscriptionPath + "/providers/Microsoft.NotificationHubs/operationResults/"));
  CHECK(management.get(poll).status == 202);
  management.world.advance(10s);
  CHECK(management.get(poll).status == 204);
  CHECK(management.get(kNamespace).status == 404);
  CHECK(management
            .get(kSubscriptionPath +
                 "/providers/Microsoft.NotificationHubs/operationResults/nonsense?api-version=2017-04-01")
            .code() == "OperationNotFound");

  management.api_version = "2023-10-01-preview";
  management.make_hub();
  CHECK(management.call("DELETE", kNamespace).status == 200);
  CHECK(management.get(kNamespace).status == 404);
}

TEST_CASE("lists come in pages") {
  Management management;
  for (const auto* name : {"names-c", "names-a", "names-b"})
    management.put(kNamespaces + "/" + name, R"({"location":"eastus"})");
  const auto names = [](const json& page) {
    std::string all;
    for (const auto& item : page["value"]) all += item["name"].get<std::string>() + " ";
    return all;
  };
  for (const std::string& list :
       {kNamespaces, kSubscriptionPath + "/providers/Microsoft.NotificationHubs/namespaces"}) {
    const Reply first = management.get(list + "?api-version=2023-10-01-preview&$top=2");
    CHECK(names(first.json) == "names-a names-b ");
    const std::string next = target_of(first.json["nextLink"]);
    // What is made in between shifts nothing.
    management.put(kNamespaces + "/names-0", R"({"location":"eastus"})");
    const Reply second = management.get(next);
    CHECK(names(second.json) == "names-c ");
    CHECK(second.json["nextLink"].is_null());
    management.call("DELETE", kNamespaces + "/names-0");
  }
  CHECK(names(management.get(kNamespaces).json) == "names-a names-b names-c ");
  for (const auto* top : {"0", "-1", "many", "1x"})
    CHECK(management.get(kNamespaces + "?api-version=2023-10-01-preview&$top=" + top).status == 400);
}

TEST_CASE("a name check says for which place it is") {
  Management management;
  management.make_hub();
  const Reply hub = management.post(kNamespace + "/checkNotificationHubAvailability", R"({"name":"free"})");
  CHECK(hub.text ==
        R"({"id":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/)"
        R"(Microsoft.NotificationHubs/namespaces/contoso-ns/checkNotificationHubAvailability","name":"free",)"
        R"("type":"Microsoft.NotificationHubs/namespaces/checkNotificationHubAvailability",)"
        R"("location":"eastus","isAvailiable":true})");
}

TEST_CASE("private endpoints are not emulated, and that is said; an unknown namespace is not found first") {
  Management management;
  management.make_hub();
  for (const auto* path : {"/privateEndpointConnections", "/privateEndpointConnections/a",
                           "/privateLinkResources", "/privateLinkResources/namespace"}) {
    for (const auto* method : {"GET", "PUT", "DELETE"}) {
      const Reply reply = management.call(method, kNamespace + path);
      CHECK(reply.status == 501);
      CHECK(reply.text.find("Private Link") != std::string::npos);
    }
    CHECK(management.get(kNamespaces + "/nope" + path).status == 404);
  }
}

TEST_CASE("the provider lists its operations") {
  Management management;
  const Reply reply = management.get("/providers/Microsoft.NotificationHubs/operations");
  CHECK(reply.status == 200);
  std::set<std::string> names;
  for (const auto& operation : reply.json["value"]) {
    const std::string name = operation["name"];
    CHECK(name.starts_with("Microsoft.NotificationHubs/"));
    CHECK(names.insert(name).second);
    for (const auto* member : {"provider", "resource", "operation", "description"})
      CHECK_FALSE(operation["display"][member].get<std::string>().empty());
  }
  CHECK(names.contains("Microsoft.NotificationHubs/Namespaces/NotificationHubs/debugSend/action"));
  CHECK(management.post("/providers/Microsoft.NotificationHubs/operations").status == 405);
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
