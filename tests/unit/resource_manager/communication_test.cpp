#include <catch2/catch.hpp>

#include "fakes/auth/base64.hpp"
#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

using namespace std::chrono_literals;

constexpr const char* kBody =
    R"({"location":"Global","tags":{"a":"b"},"properties":{"dataLocation":"Europe"}})";

TEST_CASE("a resource is created, shown, updated and deleted") {
  Management management;
  const Reply created = management.put(kCommunication + "/acs1", kBody);
  CHECK(created.status == 201);
  const nlohmann::json resource = created.json;
  CHECK(resource["name"] == "acs1");
  CHECK(resource["type"] == "Microsoft.Communication/CommunicationServices");
  CHECK(resource["location"] == "Global");
  CHECK(resource["tags"] == nlohmann::json{{"a", "b"}});
  CHECK(resource["properties"]["provisioningState"] == "Succeeded");
  CHECK(resource["properties"]["hostName"] == "acs1.communication.azure.com");
  CHECK(resource["properties"]["dataLocation"] == "Europe");
  CHECK_FALSE(resource["properties"].contains("notificationHubId"));
  CHECK(resource["properties"]["immutableResourceId"] == management.communication().immutable_id);
  CHECK(auth::base64_decode(management.communication().primary_key).value().size() == 64);
  CHECK(management.communication().primary_key != management.communication().secondary_key);
  CHECK(management.get(kCommunication + "/acs1").json == resource);

  const std::string key = management.communication().primary_key;
  const Reply updated = management.put(kCommunication + "/acs1",
                                       R"({"location":"global","properties":{"dataLocation":"europe"}})");
  CHECK(updated.status == 200);
  CHECK(updated.header("Azure-AsyncOperation").empty());
  CHECK(updated.json["tags"] == nlohmann::json::object());
  CHECK(management.communication().primary_key == key);

  const Reply patched = management.call("PATCH", kCommunication + "/acs1", R"({"tags":{"c":"d"}})");
  CHECK(patched.status == 200);
  CHECK(patched.json["tags"] == nlohmann::json{{"c", "d"}});
  CHECK(management.call("PATCH", kCommunication + "/acs1", "{}").json["tags"] == nlohmann::json{{"c", "d"}});

  CHECK(management.call("DELETE", kCommunication + "/acs1").status == 202);
  CHECK(management.world.store.find_communication("acs1") == nullptr);
  CHECK(management.call("DELETE", kCommunication + "/acs1").status == 204);
  CHECK(management.get(kCommunication + "/acs1").code() == "ResourceNotFound");
  CHECK(management.call("PATCH", kCommunication + "/acs1", "{}").status == 404);
}

TEST_CASE("what is wrong with a new resource is said") {
  struct Row {
    const char* name;
    const char* body;
    const char* code;
  };
  const Row rows[] = {
      {"acs1", R"({"properties":{"dataLocation":"Europe"}})", "InvalidRequestContent"},
      {"acs1", R"({"location":"Global"})", "InvalidRequestContent"},
      {"acs1", R"({"location":"Global","properties":{"dataLocation":""}})", "InvalidRequestContent"},
      {"acs1", R"({"location":"Global","properties":{"dataLocation":7}})", "InvalidRequestContent"},
      {"acs1", R"({"location":"Global","properties":[]})", "InvalidRequestContent"},
      {"acs1", R"({"location":"Global","tags":["a"],"properties":{"dataLocation":"Europe"}})",
       "InvalidRequestContent"},
      {"acs1", R"({"location":"Global","tags":{"a":1},"properties":{"dataLocation":"Europe"}})",
       "InvalidRequestContent"},
      {"acs1", R"({"location":"westeurope","properties":{"dataLocation":"Europe"}})",
       "LocationNotAvailableForResourceType"},
      {"acs1", R"({"location":)", "InvalidRequestContent"},
      {"acs1", R"([])", "InvalidRequestContent"},
      {"acs1", "", "InvalidRequestContent"},
      {"with%20space", kBody, "InvalidResourceName"},
      {"dot.ted", kBody, "InvalidResourceName"},
      {"a123456789b123456789c123456789d123456789e123456789f123456789g123", kBody, "InvalidResourceName"}};
  Management management;
  for (const Row& row : rows) {
    INFO(row.name << " " << row.body);
    const Reply reply = management.put(kCommunication + "/" + row.name, row.body);
    CHECK(reply.status == 400);
    CHECK(reply.code() == row.code);
  }
  CHECK(management.world.store.communication_services().empty());
}

TEST_CASE("the first mistake names its place") {
  Management management;
  const Reply reply = management.put(kCommunication + "/acs1", R"({"location":"Global","properties":{}})");
  CHECK(reply.json["error"]["target"] == "properties.dataLocation");
}

TEST_CASE("what a resource cannot do here is refused as not emulated") {
  Management management;
  for (
      const auto* body :
      {R"({"location":"Global","properties":{"dataLocation":"Europe","linkedDomains":["/x"]}})",
       R"({"location":"Global","identity":{"type":"SystemAssigned"},"properties":{"dataLocation":"Europe"}})"})
    CHECK(management.put(kCommunication + "/acs1", body).status == 501);
  CHECK(management
            .put(kCommunication + "/acs1",
                 R"({"location":"Global","identity":{"type":"None"},
                     "properties":{"dataLocation":"Europe","linkedDomains":[]}})")
            .status == 201);
}

TEST_CASE("the data location stays, and names are taken once in the whole cloud") {
  Management management;
  management.make_communication();
  CHECK(management.put(kCommunication + "/acs1", kBody).code() == "PropertyChangeNotAllowed");

  management.put("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other",
                 R"({"location":"westeurope"})");
  const std::string elsewhere =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other/providers/"
      "Microsoft.Communication/communicationServices/acs1";
  CHECK(management.put(elsewhere, kBody).status == 409);
  CHECK(management.get(elsewhere).status == 404);
  CHECK(management.call("DELETE", elsewhere).status == 204);
  CHECK(management.world.store.find_communication("acs1") != nullptr);
}

TEST_CASE("resources are listed by group and by subscription") {
  Management management;
  management.make_communication("acs2");
  management.make_communication("acs1");
  management.world.store.communication_services().emplace(
      "theirs", resources::CommunicationResource{.name = "theirs",
                                                 .subscription = "11111111-1111-1111-1111-111111111111",
                                                 .resource_group = "droppoint",
                                                 .immutable_id = "",
                                                 .primary_key = "",
                                                 .secondary_key = ""});
  for (const std::string& path :
       {kCommunication, std::string("/subscriptions/00000000-0000-0000-0000-000000000000/providers/"
                                    "Microsoft.Communication/communicationServices")}) {
    const Reply reply = management.get(path);
    CHECK(reply.status == 200);
    REQUIRE(reply.json["value"].size() == 2);
    CHECK(reply.json["value"][0]["name"] == "acs1");
    CHECK(reply.json["value"][1]["name"] == "acs2");
    CHECK(reply.json["nextLink"].is_null());
  }
}

TEST_CASE("creation and deletion take the time that was configured") {
  Management management({.provisioning_time = 30s});
  const Reply created = management.put(kCommunication + "/acs1", kBody);
  CHECK(created.status == 201);
  CHECK(created.json["properties"]["provisioningState"] == "Creating");
  const std::string status_url = created.header("Azure-AsyncOperation");
  const std::string prefix = "https://management.azure.com";
  REQUIRE(status_url.starts_with(prefix));
  const std::string status_target = status_url.substr(prefix.size());
  CHECK(status_target.ends_with("?api-version=" + management.api_version));

  const Reply early = management.get(status_target);
  CHECK(early.status == 200);
  CHECK(early.json["status"] == "Creating");
  CHECK(early.json["percentComplete"] == 0);
  CHECK_FALSE(early.json.contains("endTime"));
  CHECK(early.header("Retry-After") == "15");

  management.world.advance(29s);
  CHECK(management.get(status_target).header("Retry-After") == "1");
  management.world.advance(1s);
  const Reply done = management.get(status_target);
  CHECK(done.json["status"] == "Succeeded");
  CHECK(done.json["startTime"] == "2026-01-01T00:00:00.000Z");
  CHECK(done.json["endTime"] == "2026-01-01T00:00:30.000Z");
  CHECK(done.json["percentComplete"] == 100);
  CHECK(done.header("Retry-After").empty());
  CHECK(management.get(kCommunication + "/acs1").json["properties"]["provisioningState"] == "Succeeded");

  const Reply deleting = management.call("DELETE", kCommunication + "/acs1");
  CHECK(deleting.status == 202);
  const std::string result_target = deleting.header("Location").substr(prefix.size());
  CHECK(management.get(result_target).status == 202);
  CHECK(management.get(kCommunication + "/acs1").json["properties"]["provisioningState"] == "Deleting");
  CHECK(management.put(kCommunication + "/acs1", kBody).code() == "Conflict");
  management.world.advance(30s);
  CHECK(management.get(result_target).status == 204);
  CHECK(management.get(kCommunication + "/acs1").status == 404);
}

TEST_CASE("an operation is found under both of its addresses, and only by its id") {
  Management management;
  const std::string url = management.put(kCommunication + "/acs1", kBody).header("Azure-AsyncOperation");
  const std::string id = url.substr(url.rfind('/') + 1, 36);
  const std::string place = "/providers/Microsoft.Communication/locations/global/operationStatuses/";
  CHECK(management.get(place + id).json["status"] == "Succeeded");
  CHECK(management.get("/subscriptions/00000000-0000-0000-0000-000000000000" + place + id).json["name"] ==
        id);
  CHECK(management.get(place + "00000000-0000-0000-0000-000000000009").status == 404);
}

TEST_CASE("in clear text and on localhost the addresses are those by which the client came") {
  Management management;
  http::Headers headers{{"Authorization", "Bearer " + any_token()}};
  const Reply reply =
      management.send(test::request("PUT", std::string(kLocal),
                                    kCommunication + "/acs1?api-version=2023-03-31", headers, kBody),
                      wire::Protocol::http1);
  CHECK(reply.header("Azure-AsyncOperation").starts_with("http://127.0.0.1:10600/subscriptions/"));
}

TEST_CASE("keys are listed in the form of the host by which they were asked for") {
  Management management;
  management.make_communication();
  const std::string primary = management.communication().primary_key;
  const std::string secondary = management.communication().secondary_key;
  const Reply real = management.post(kCommunication + "/acs1/listKeys");
  CHECK(real.status == 200);
  CHECK(real.json ==
        nlohmann::json{{"primaryKey", primary},
                       {"secondaryKey", secondary},
                       {"primaryConnectionString",
                        "endpoint=https://acs1.communication.azure.com/;accesskey=" + primary},
                       {"secondaryConnectionString",
                        "endpoint=https://acs1.communication.azure.com/;accesskey=" + secondary}});
  management.host = kLocal;
  CHECK(management.post(kCommunication + "/acs1/listKeys").json["primaryConnectionString"] ==
        "endpoint=https://127.0.0.1:10600/;accesskey=" + primary);
  CHECK(management.post(kCommunication + "/nope/listKeys").code() == "ResourceNotFound");
}

TEST_CASE("regenerating one key leaves the other") {
  Management management;
  management.make_communication();
  const std::string primary = management.communication().primary_key;
  const std::string secondary = management.communication().secondary_key;
  const Reply reply = management.post(kCommunication + "/acs1/regenerateKey", R"({"keyType":"primary"})");
  CHECK(reply.status == 200);
  CHECK(reply.json["primaryKey"] != primary);
  CHECK(reply.json["secondaryKey"] == secondary);
  management.post(kCommunication + "/acs1/regenerateKey", R"({"keyType":"Secondary"})");
  CHECK(management.communication().secondary_key != secondary);
  CHECK(management.communication().primary_key == reply.json["primaryKey"]);

  for (const auto* body : {R"({"keyType":"Tertiary"})", "{}", "", R"({"keyType":1})", R"({"keyType":null})"})
    CHECK(management.post(kCommunication + "/acs1/regenerateKey", body).code() == "InvalidRequestContent");
}

TEST_CASE("a name can be asked for") {
  Management management;
  management.make_communication();
  const std::string path =
      "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Communication/"
      "checkNameAvailability";
  const auto ask = [&](const std::string& name) {
    return management
        .post(path, R"({"type":"Microsoft.Communication/CommunicationServices","name":")" + name + "\"}")
        .json;
  };
  CHECK(ask("free") == nlohmann::json{{"nameAvailable", true}});
  CHECK(ask("ACS1")["nameAvailable"] == false);
  CHECK(ask("ACS1")["reason"] == "AlreadyExists");
  CHECK(ask("not a name")["reason"] == "Invalid");
  CHECK(management.post(path, R"({"name":"x"})").status == 400);
  CHECK(management.post(path, R"({"type":"Microsoft.Storage/accounts","name":"x"})").status == 400);
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
