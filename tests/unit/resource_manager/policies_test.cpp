#include <catch2/catch.hpp>

#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

TEST_CASE("policies of a namespace and of a hub are kept apart") {
  Management management;
  management.make_hub();
  for (const std::string& owner : {kNamespace, kHub}) {
    INFO(owner);
    const std::string path = owner + "/authorizationRules/acs-send";
    CHECK(management.get(path).code() == "NotFound");
    const Reply made = management.put(path, R"({"properties":{"rights":["Send"]}})");
    CHECK(made.status == 200);
    CHECK(made.json["name"] == "acs-send");
    CHECK(made.json["id"].get<std::string>().ends_with("/authorizationRules/acs-send"));
    CHECK(made.json["properties"]["rights"] == nlohmann::json{"Send"});
    CHECK(management.get(path).json == made.json);
  }
  CHECK(management.world.store.find_namespace("contoso-ns")->policies.size() == 2);
  CHECK(management.hub().policies.size() == 3);
  CHECK(management.hub().policies.at("acs-send").primary_key !=
        management.world.store.find_namespace("contoso-ns")->policies.at("acs-send").primary_key);
  CHECK(management.get(kHub + "/authorizationRules").json["value"].size() == 3);

  CHECK(management.call("DELETE", kHub + "/authorizationRules/ACS-SEND").status == 200);
  CHECK(management.call("DELETE", kHub + "/authorizationRules/acs-send").status == 204);
  CHECK(management.world.store.find_namespace("contoso-ns")->policies.contains("acs-send"));
}

TEST_CASE("a policy is shown without its keys, which it was with before 2023") {
  Management management;
  management.make_hub();
  management.world.advance(std::chrono::seconds(5));
  const std::string path = kHub + "/authorizationRules/acs-send";
  CHECK(
      management.put(path, R"({"properties":{"rights":["Send","Listen"]}})").text ==
      R"({"id":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/)"
      R"(Microsoft.NotificationHubs/namespaces/contoso-ns/notificationHubs/calls/authorizationRules/acs-send",)"
      R"("name":"acs-send","type":"Microsoft.NotificationHubs/namespaces/notificationHubs/authorizationRules",)"
      R"("location":"eastus","properties":{"keyName":"acs-send","claimType":"SharedAccessKey",)"
      R"("claimValue":"None","rights":["Listen","Send"],"createdTime":"2026-01-01T00:00:05+00:00",)"
      R"("modifiedTime":"2026-01-01T00:00:05+00:00"}})");
  management.world.advance(std::chrono::seconds(5));
  management.post(path + "/regenerateKeys", R"({"policyKey":"PrimaryKey"})");
  management.api_version = "2017-04-01";
  const nlohmann::json old = management.get(path).json["properties"];
  CHECK(old["primaryKey"] == management.hub().policies.at("acs-send").primary_key);
  CHECK(old["secondaryKey"] == management.hub().policies.at("acs-send").secondary_key);
  CHECK(old["createdTime"] == "2026-01-01T00:00:05Z");
  CHECK(old["modifiedTime"] == "2026-01-01T00:00:10Z");
}

TEST_CASE("a namespace's default policy cannot be deleted, a hub's can") {
  Management management;
  management.make_hub();
  const Reply refused =
      management.call("DELETE", kNamespace + "/authorizationRules/rootmanagesharedaccesskey");
  CHECK(refused.status == 400);
  CHECK(refused.code() == "BadRequest");
  CHECK(management.get(kNamespace + "/authorizationRules/RootManageSharedAccessKey").status == 200);
  CHECK(management.call("DELETE", kHub + "/authorizationRules/DefaultListenSharedAccessSignature").status ==
        200);
}

TEST_CASE("the path of policies ignores case, as the specification of 2017 writes it") {
  Management management;
  management.make_hub();
  management.api_version = "2017-04-01";
  CHECK(
      management.put(kHub + "/AuthorizationRules/acs-send", R"({"properties":{"rights":["send"]}})").status ==
      200);
  CHECK(management.post(kHub + "/authorizationrules/acs-send/ListKeys").status == 200);
}

TEST_CASE("writing a policy again changes its rights and keeps its keys") {
  Management management;
  management.make_hub();
  const std::string path = kHub + "/authorizationRules/acs-send";
  management.put(path, R"({"properties":{"rights":["Send"]}})");
  const std::string key = management.hub().policies.at("acs-send").primary_key;
  management.put(path, R"({"properties":{"rights":["Listen","Manage","Send"]}})");
  CHECK(management.hub().policies.at("acs-send").rights ==
        resources::Rights{.listen = true, .send = true, .manage = true});
  CHECK(management.hub().policies.at("acs-send").primary_key == key);
}

TEST_CASE("a policy may bring keys of its own") {
  Management management;
  management.make_hub();
  const std::string path = kHub + "/authorizationRules/acs-send";
  management.put(path, R"({"properties":{"rights":["Send"]}})");
  const std::string old = management.hub().policies.at("acs-send").primary_key;
  const std::string own = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  CHECK(management.put(path, R"({"properties":{"rights":["Send"],"primaryKey":")" + own + "\"}}").status ==
        200);
  CHECK(management.hub().policies.at("acs-send").primary_key == own);
  CHECK(management.hub().policies.at("acs-send").former_keys == std::vector<std::string>{old});
  CHECK(management.put(path, R"({"properties":{"rights":["Send"],"primaryKey":"short"}})").status == 400);
}

TEST_CASE("rights that make no sense are refused") {
  Management management;
  management.make_hub();
  for (const auto* body : {"{}", R"({"properties":{}})", R"({"properties":{"rights":[]}})",
                           R"({"properties":{"rights":["Receive"]}})", R"({"properties":{"rights":"Send"}})",
                           R"({"properties":{"rights":[1]}})", R"({"properties":{"rights":["Manage"]}})",
                           R"({"properties":{"rights":["Manage","Send"]}})"}) {
    INFO(body);
    CHECK(management.put(kHub + "/authorizationRules/acs-send", body).status == 400);
  }
  CHECK(management.put(kHub + "/authorizationRules/-x", R"({"properties":{"rights":["Send"]}})").status ==
        400);
  CHECK_FALSE(management.hub().policies.contains("acs-send"));
  CHECK(management
            .put(kNamespace + "/notificationHubs/nope/authorizationRules/x",
                 R"({"properties":{"rights":["Send"]}})")
            .status == 404);
}

TEST_CASE("a policy's keys are listed in the form of the host by which they were asked for") {
  Management management;
  management.make_hub();
  const resources::Policy policy = management.hub().policies.at("DefaultFullSharedAccessSignature");
  const std::string path = kHub + "/authorizationRules/DefaultFullSharedAccessSignature/listKeys";
  const std::string rest = "/;SharedAccessKeyName=DefaultFullSharedAccessSignature;SharedAccessKey=";
  const Reply real = management.post(path);
  CHECK(real.status == 200);
  CHECK(real.json["keyName"] == "DefaultFullSharedAccessSignature");
  CHECK(real.json["primaryKey"] == policy.primary_key);
  CHECK(real.json["primaryConnectionString"] ==
        "Endpoint=sb://contoso-ns.servicebus.windows.net" + rest + policy.primary_key + ";EntityPath=calls");
  management.host = kLocal;
  CHECK(management.post(path).json["secondaryConnectionString"] ==
        "Endpoint=sb://127.0.0.1:10600" + rest + policy.secondary_key + ";EntityPath=calls");

  const Reply root = management.post(kNamespace + "/authorizationRules/RootManageSharedAccessKey/listKeys");
  CHECK(root.json["primaryConnectionString"].get<std::string>().find("EntityPath") == std::string::npos);
  CHECK(management.post(kHub + "/authorizationRules/nope/listKeys").status == 404);
}

TEST_CASE("regenerating a key remembers the old one and leaves the other") {
  Management management;
  management.make_hub();
  const std::string path = kHub + "/authorizationRules/DefaultFullSharedAccessSignature/regenerateKeys";
  const resources::Policy before = management.hub().policies.at("DefaultFullSharedAccessSignature");
  const Reply reply = management.post(path, R"({"policyKey":"PrimaryKey"})");
  CHECK(reply.status == 200);
  const auto& policy = management.hub().policies.at("DefaultFullSharedAccessSignature");
  CHECK(policy.primary_key != before.primary_key);
  CHECK(policy.primary_key.size() == 44);
  CHECK(policy.secondary_key == before.secondary_key);
  CHECK(policy.former_keys == std::vector<std::string>{before.primary_key});
  CHECK(reply.json["primaryKey"] == policy.primary_key);

  CHECK(management.post(path, R"({"policyKey":"secondary key"})").status == 200);
  CHECK(policy.former_keys == std::vector<std::string>{before.primary_key, before.secondary_key});

  for (const auto* body : {"", "{}", R"({"policyKey":"Tertiary"})", R"({"policyKey":[]})"})
    CHECK(management.post(path, body).status == 400);
  CHECK(policy.former_keys.size() == 2);

  const auto trace = management.world.journal.trace(management.world.last_trace);
  CHECK(trace.value().events.empty());
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
