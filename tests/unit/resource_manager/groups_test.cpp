#include <catch2/catch.hpp>

#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

using namespace std::chrono_literals;

const std::string kGroups = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups";

TEST_CASE("subscriptions are those that the cloud has") {
  Management management({.tenant_id = "72f988bf-0000-4000-8000-000000000000"});
  const Reply all = management.get("/subscriptions");
  CHECK(all.status == 200);
  REQUIRE(all.json["value"].size() == 1);
  CHECK(all.json["value"][0]["subscriptionId"] == kSubscription);
  CHECK(all.json["value"][0]["tenantId"] == "72f988bf-0000-4000-8000-000000000000");
  CHECK(all.json["value"][0]["state"] == "Enabled");
  CHECK(management.get("/subscriptions/" + std::string(kSubscription)).json == all.json["value"][0]);
  CHECK(management.get("/subscriptions/11111111-1111-1111-1111-111111111111").status == 404);
}

TEST_CASE("a group is created, shown, updated and listed") {
  Management management;
  const Reply created = management.put(kGroups + "/new.group", R"({"location":"westus","tags":{"a":"b"}})");
  CHECK(created.status == 201);
  CHECK(created.json["id"] == kGroups + "/new.group");
  CHECK(created.json["location"] == "westus");
  CHECK(created.json["tags"] == nlohmann::json{{"a", "b"}});
  CHECK(created.json["properties"]["provisioningState"] == "Succeeded");
  CHECK(management.get(kGroups + "/NEW.group").json == created.json);
  CHECK(management.call("HEAD", kGroups + "/new.group").status == 204);
  CHECK(management.call("HEAD", kGroups + "/nope").status == 404);
  CHECK(management.put(kGroups + "/New.Group", R"({"location":"westus"})").status == 200);
  CHECK(management.get(kGroups + "/new.group").json["tags"] == nlohmann::json::object());
  CHECK(management.get(kGroups).json["value"].size() == 2);
  CHECK(management.get(kGroups + "/nope").code() == "ResourceGroupNotFound");
}

TEST_CASE("what is wrong with a group is said") {
  Management management;
  CHECK(management.put(kGroups + "/g", "{}").status == 400);
  CHECK(management.put(kGroups + "/g.", R"({"location":"westus"})").code() == "InvalidResourceName");
  CHECK(management.put(kGroups + "/droppoint", R"({"location":"westus"})").code() ==
        "InvalidResourceGroupLocation");
}

TEST_CASE("deleting a group deletes what is in it, when the time has come") {
  Management management({.provisioning_time = 10s});
  management.make_communication();
  management.make_hub();
  const std::string hub_id = kNamespaces + "/contoso-ns/notificationHubs/calls";
  management.world.metrics.count(hub_id, "incoming", test::kStart);
  management.put(kGroups + "/other", R"({"location":"westus"})");

  const Reply deleting = management.call("DELETE", std::string(kGroup));
  CHECK(deleting.status == 202);
  const std::string target =
      deleting.header("Location").substr(std::string("https://management.azure.com").size());
  CHECK(management.get(target).status == 202);
  CHECK(management.get(target).header("Retry-After") == "10");
  CHECK(management.get(std::string(kGroup)).json["properties"]["provisioningState"] == "Deleting");

  management.world.advance(10s);
  CHECK(management.get(target).status == 200);
  CHECK(management.world.store.communication_services().empty());
  CHECK(management.world.store.namespaces().empty());
  CHECK(management.world.metrics.total(hub_id, "incoming") == 0);
  CHECK(management.get(kCommunication + "/acs1").code() == "ResourceGroupNotFound");
  CHECK(management.get(kGroups).json["value"].size() == 1);
  CHECK(management.call("DELETE", std::string(kGroup)).status == 404);
  CHECK(management.get("/subscriptions/" + std::string(kSubscription) + "/operationresults/nope").status ==
        404);
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
