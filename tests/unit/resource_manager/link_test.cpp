#include <catch2/catch.hpp>

#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

const std::string kHubId =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other/providers/"
    "Microsoft.NotificationHubs/namespaces/contoso-ns/notificationHubs/calls";
const std::string kString =
    "Endpoint=sb://contoso-ns.servicebus.windows.net/;SharedAccessKeyName=acs-send;SharedAccessKey=a2V5";

// As the overview page types it into a console: a path of its own case, and a body in single quotes.
const std::string kDocumented =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/"
    "Microsoft.Communication/CommunicationServices/acs1/linkNotificationHub?api-version=2020-08-20-preview";

TEST_CASE("the documented command links, with armclient's headers") {
  Management management;
  management.make_communication();
  const http::Headers headers{{"Authorization", "Bearer " + any_token()},
                              {"User-Agent", "ARMClient/1.9.0.0"},
                              {"Accept", "application/json"},
                              {"x-ms-request-id", "0f8fad5b-d9cb-469f-a165-70867728950e"},
                              {"x-ms-client-request-id", "0f8fad5b-d9cb-469f-a165-70867728950e"},
                              {"x-ms-correlation-request-id", "0f8fad5b-d9cb-469f-a165-70867728950e"},
                              {"Content-Type", "application/json; charset=utf-8"}};
  const std::string body = "{'connectionString': '" + kString + "','resourceId': '" + kHubId + "'}";
  const Reply reply =
      management.send(test::request("POST", std::string(kRealHost), kDocumented, headers, body));
  CHECK(reply.status == 200);
  CHECK(reply.text == R"({"resourceId":")" + kHubId + "\"}");
  CHECK(reply.header("x-ms-correlation-request-id") == "0f8fad5b-d9cb-469f-a165-70867728950e");

  REQUIRE(management.communication().link.has_value());
  CHECK(management.communication().link->connection_string == kString);
  CHECK(management.communication().link->resource_id == kHubId);
  CHECK(management.communication().link->written_at == test::kStart);
  CHECK(management.get(kCommunication + "/acs1").json["properties"]["notificationHubId"] == kHubId);
  CHECK(management.get(kCommunication + "/acs1").text.find("SharedAccessKey") == std::string::npos);
}

TEST_CASE("every api version links alike") {
  for (const auto* version :
       {"2020-08-20-preview", "2020-08-20", "2021-10-01-preview", "2022-07-01-preview", "2023-03-01-preview",
        "2023-03-31", "2023-04-01-preview", "2023-04-01", "2023-06-01-preview", "2024-09-01-preview",
        "2025-05-01-preview", "2025-09-01", "2026-03-18"}) {
    Management management;
    management.make_communication();
    management.api_version = version;
    INFO(version);
    const Reply reply =
        management.post(kCommunication + "/acs1/linkNotificationHub",
                        R"({"resourceId":")" + kHubId + R"(","connectionString":")" + kString + "\"}");
    CHECK(reply.status == 200);
    CHECK(management.communication().link.has_value());
  }
}

TEST_CASE("a body is taken in the forms that the real front end takes") {
  for (const std::string& body :
       {"{connectionString: '" + kString + "', resourceId: '" + kHubId + "',}",
        "\xEF\xBB\xBF{\"connectionString\":\"" + kString + "\",\"resourceId\":\"" + kHubId + "\"}",
        "{'CONNECTIONSTRING':'" + kString + "','resourceid':'" + kHubId + "'}"}) {
    Management management;
    management.make_communication();
    INFO(body);
    CHECK(management.post(kDocumented, body).status == 200);
    CHECK(management.communication().link->connection_string == kString);
  }
}

TEST_CASE("linking again replaces the link") {
  Management management;
  management.make_communication();
  management.post(kDocumented, "{'connectionString':'first','resourceId':'" + kHubId + "'}");
  management.world.advance(std::chrono::minutes(5));
  management.post(kDocumented, "{'connectionString':'second','resourceId':'" + kHubId + "'}");
  CHECK(management.communication().link->connection_string == "second");
  CHECK(management.communication().link->written_at == test::kStart + std::chrono::minutes(5));
}

TEST_CASE("a field that is missing is refused, and the old link stays") {
  for (const std::string& body :
       {std::string(), std::string("{}"), "{'connectionString':'" + kString + "'}",
        "{'resourceId':'" + kHubId + "'}", "{'connectionString':'','resourceId':'" + kHubId + "'}",
        "{'connectionString':7,'resourceId':'" + kHubId + "'}",
        "{'connectionString':null,'resourceId':'" + kHubId + "'}", std::string("{'connectionString': '"),
        std::string("[]"), std::string("null")}) {
    Management management;
    management.make_communication();
    management.communication().link = resources::Link{"old", "old", test::kStart};
    INFO(body);
    const Reply reply = management.post(kDocumented, body);
    CHECK(reply.status == 400);
    CHECK(reply.code() == "InvalidRequestContent");
    CHECK(management.communication().link->connection_string == "old");
  }
}

TEST_CASE("a hub of another subscription is refused, and nothing else about it is checked") {
  Management management;
  management.make_communication();
  const auto link = [&](const std::string& hub, const std::string& connection) {
    return management.post(kDocumented,
                           "{'connectionString':'" + connection + "','resourceId':'" + hub + "'}");
  };
  const Reply wrong = link(
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/g/providers/"
      "Microsoft.NotificationHubs/namespaces/n/notificationHubs/h",
      kString);
  CHECK(wrong.status == 400);
  CHECK(wrong.code() == "WrongSubscription");
  CHECK_FALSE(management.communication().link.has_value());

  // No such hub, no hub's id at all, and no usable string: these show when something is sent.
  CHECK(link(kHubId, kString).status == 200);
  CHECK(link("hub", kString).status == 200);
  CHECK(link("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/g", kString).status == 200);
  CHECK(link(kHubId, "nonsense").status == 200);
  CHECK(management.communication().link->connection_string == "nonsense");
}

TEST_CASE("an unknown resource cannot be linked") {
  Management management;
  const Reply reply = management.post(kDocumented, "{'connectionString':'a','resourceId':'b'}");
  CHECK(reply.status == 404);
  CHECK(reply.code() == "ResourceNotFound");
}

TEST_CASE("a link is lost with its resource") {
  Management management;
  management.make_communication();
  management.post(kDocumented, "{'connectionString':'" + kString + "','resourceId':'" + kHubId + "'}");
  management.call("DELETE", kCommunication + "/acs1");
  management.make_communication();
  CHECK_FALSE(management.communication().link.has_value());
}

TEST_CASE("linking is told in the trace, without the key") {
  Management management;
  management.make_communication();
  management.post(kDocumented, "{'connectionString':'" + kString + "','resourceId':'" + kHubId + "'}");
  const auto trace = management.world.journal.trace(management.world.last_trace);
  REQUIRE(trace.has_value());
  REQUIRE(trace->events.size() == 1);
  CHECK(trace->events[0].kind == "link-written");
  CHECK(trace->events[0].detail.find(kHubId) != std::string::npos);
  CHECK(trace->events[0].detail.find("SharedAccessKey") == std::string::npos);
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
