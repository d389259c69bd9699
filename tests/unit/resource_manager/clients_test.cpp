#include <catch2/catch.hpp>

#include "tests/unit/resource_manager/management.hpp"

// Sequences as published clients send them, with their headers and exact bodies.

namespace droppoint::fakes::resource_manager {
namespace {

using namespace std::chrono_literals;

TEST_CASE("@azure/arm-communication creates, lists keys, links and deletes") {
  Management management({.provisioning_time = 2s});
  management.host = kLocal;
  const auto send = [&](std::string method, std::string target, std::string body = {}) {
    http::Headers headers{
        {"Content-Type", "application/json"},
        {"User-Agent", "azsdk-js-arm-communication/4.2.0 core-rest-pipeline/1.22.0 Node/20.20.2"},
        {"x-ms-client-request-id", "2c7d3f0e-0000-4000-8000-000000000001"},
        {"Accept", "application/json"},
        {"Accept-Encoding", "gzip,deflate"},
        {"Authorization", "Bearer " + any_token()},
        {"Connection", "keep-alive"}};
    if (body.empty()) headers.add("Content-Length", "0");
    return management.send(test::request(std::move(method), std::string(kLocal), std::move(target),
                                         std::move(headers), std::move(body)),
                           wire::Protocol::http1_tls);
  };
  const std::string version = "?api-version=2025-09-01";
  const std::string resource = kCommunication + "/acs1";

  const Reply created = send("PUT", resource + version,
                             R"({"location":"Global","properties":{"dataLocation":"United States"}})");
  CHECK(created.status == 201);
  const std::string poll = created.header("Azure-AsyncOperation");
  REQUIRE(poll.starts_with("https://127.0.0.1:10600/"));
  const std::string poll_target = poll.substr(std::string("https://127.0.0.1:10600").size());
  CHECK(send("GET", poll_target).json["status"] == "Creating");
  management.world.advance(2s);
  CHECK(send("GET", poll_target).json["status"] == "Succeeded");
  CHECK(send("GET", resource + version).json["properties"]["provisioningState"] == "Succeeded");

  CHECK(send("POST", resource + "/listKeys" + version)
            .json["primaryConnectionString"]
            .get<std::string>()
            .starts_with("endpoint=https://127.0.0.1:10600/;accesskey="));

  // The client writes resourceId first, and an empty body when it is given no parameters.
  const std::string hub =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/"
      "Microsoft.NotificationHubs/namespaces/contoso-ns/notificationHubs/calls";
  const Reply linked =
      send("POST", resource + "/linkNotificationHub" + version,
           R"({"resourceId":")" + hub +
               R"(","connectionString":"Endpoint=sb://127.0.0.1:10600/;SharedAccessKey=a"})");
  CHECK(linked.status == 200);
  CHECK(linked.json == nlohmann::json{{"resourceId", hub}});
  CHECK(linked.header("Location").empty());
  CHECK(linked.header("Azure-AsyncOperation").empty());
  CHECK(send("POST", resource + "/linkNotificationHub" + version).status == 400);

  const Reply deleting = send("DELETE", resource + version);
  CHECK(deleting.status == 202);
  CHECK(deleting.text.empty());
  const std::string location =
      deleting.header("Location").substr(std::string("https://127.0.0.1:10600").size());
  CHECK(send("GET", location).status == 202);
  management.world.advance(2s);
  CHECK(send("GET", location).status == 204);
}

TEST_CASE("az rest sends its body as text, without a content type when it is no JSON") {
  Management management;
  management.make_communication();
  http::Headers headers{{"User-Agent", "python/3.11.8 (Linux-6.1-x86_64) AZURECLI/2.60.0 (DEB)"},
                        {"Accept-Encoding", "gzip, deflate"},
                        {"Accept", "*/*"},
                        {"x-ms-client-request-id", "2c7d3f0e-0000-4000-8000-000000000002"},
                        {"CommandName", "rest"},
                        {"ParameterSetName", "--method --url --body"},
                        {"Authorization", "Bearer " + any_token()}};
  const Reply reply = management.send(test::request(
      "POST", std::string(kRealHost), kCommunication + "/acs1/linkNotificationHub?api-version=2023-03-31",
      headers, "{connectionString: 'c', resourceId: 'r'}"));
  CHECK(reply.status == 200);
  CHECK(management.communication().link->connection_string == "c");
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
