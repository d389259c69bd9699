#include <catch2/catch.hpp>

#include "fakes/auth/sas.hpp"
#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

const std::string kPath = kHub + "/debugsend";

constexpr const char* kOutcome =
    R"(<NotificationOutcome xmlns:i="http://www.w3.org/2001/XMLSchema-instance" )"
    R"(xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Success>1</Success>)"
    R"(<Failure>1</Failure><Results><RegistrationResult><ApplicationPlatform>apple</ApplicationPlatform>)"
    R"(<PnsHandle>00FC</PnsHandle><RegistrationId>849523884231660601-248604613279522266-3</RegistrationId>)"
    R"(<Outcome>The Push Notification System handle for the registration is invalid</Outcome>)"
    R"(</RegistrationResult></Results></NotificationOutcome>)";

// A management plane whose hub answers as it is told.
struct WithHub : Management {
  WithHub() {
    world.wire.attach(wire::Party::notification_hubs, data_plane);
    make_hub();
  }
  Reply debug_send(std::string body = R"({"data":{"message":"Hello"}})", http::Headers more = {}) {
    http::Headers headers{{"Authorization", "Bearer " + any_token()}};
    for (const auto& [name, value] : more) headers.add(name, value);
    return send(test::request("POST", host, kPath + "?api-version=" + api_version, std::move(headers),
                              std::move(body)));
  }
  test::ScriptedService data_plane{
      http::Response{.status = 201, .headers = {}, .body = http::make_body(kOutcome)}};
};

TEST_CASE("a debug send asks the hub for a test send and tells its outcome") {
  WithHub management;
  const Reply reply = management.debug_send();
  CHECK(reply.status == 200);
  CHECK(reply.text ==
        R"({"id":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/)"
        R"(Microsoft.NotificationHubs/namespaces/contoso-ns/notificationHubs/calls","name":"calls",)"
        R"("type":"Microsoft.NotificationHubs/namespaces/notificationHubs/debugSend","location":"eastus",)"
        R"("properties":{"success":1,"failure":1,"results":[{"applicationPlatform":"apple",)"
        R"("pnsHandle":"00FC","registrationId":"849523884231660601-248604613279522266-3",)"
        R"("outcome":"The Push Notification System handle for the registration is invalid"}]}})");
  CHECK(reply.headers.contains("x-ms-request-id"));

  REQUIRE(management.data_plane.seen.size() == 1);
  const http::Request& asked = management.data_plane.seen.front().request;
  CHECK(asked.method == "POST");
  CHECK(asked.authority == "contoso-ns.servicebus.windows.net");
  CHECK(asked.target == "/calls/messages/?test&api-version=2016-07");
  CHECK(http::bytes_of(asked.body) == R"({"data":{"message":"Hello"}})");
  const auto sas = auth::parse_sas(asked.headers.get("Authorization").value_or(""));
  REQUIRE(sas);
  CHECK(sas->policy == "DefaultFullSharedAccessSignature");
  CHECK(auth::is_signed_with(*sas, auth::HmacKey(management.hub().policies.at(sas->policy).primary_key)));
}

TEST_CASE("a debug send is 201 for the clients of 2017") {
  WithHub management;
  management.api_version = "2017-04-01";
  CHECK(management.debug_send().status == 201);
}

TEST_CASE("a debug send passes on the headers of the notification") {
  WithHub management;
  management.debug_send("{}", {{"servicebusnotification-format", "template"},
                               {"ServiceBusNotification-Tags", "a && b"},
                               {"apns-priority", "5"},
                               {"X-Other", "stays"}});
  const http::Headers& headers = management.data_plane.seen.front().request.headers;
  CHECK(headers.get("ServiceBusNotification-Format") == "template");
  CHECK(headers.get("ServiceBusNotification-Tags") == "a && b");
  CHECK(headers.get("apns-priority") == "5");
  CHECK_FALSE(headers.contains("X-Other"));
}

TEST_CASE("without a format header the body tells the format") {
  struct Row {
    const char* body;
    const char* format;
  };
  const Row row = GENERATE(Row{R"({"aps":{"alert":"hi"}})", "apple"}, Row{R"({"message":{}})", "fcmv1"},
                           Row{R"({"data":{"message":"Hello"}})", "gcm"}, Row{"", "gcm"}, Row{"<x/>", "gcm"});
  WithHub management;
  management.debug_send(row.body);
  CHECK(management.data_plane.seen.front().request.headers.get("ServiceBusNotification-Format") ==
        row.format);
}

TEST_CASE("what the hub refuses is told in Resource Manager's form") {
  WithHub management;
  const auto answer = [&](int status, const char* body) {
    management.data_plane.then(status, body);
    const Reply reply = management.debug_send();
    return std::to_string(reply.status) + " " + reply.code() + ": " +
           reply.json["error"].value("message", "");
  };
  CHECK(answer(400, "<Error><Code>400</Code><Detail>No targets.TrackingId:x</Detail></Error>") ==
        "400 BadRequest: No targets.TrackingId:x");
  CHECK(answer(403, "") == "403 Forbidden: The notification hub answered 403.");
  CHECK(answer(429, "<Error><Code>429</Code><Detail>busy</Detail></Error>") == "429 TooManyRequests: busy");
  CHECK(answer(501, "<Error><Code>501</Code><Detail>not here</Detail></Error>") ==
        "501 NotEmulated: not here");
  CHECK(answer(201, "") == "502 BadGateway: the hub's answer is no NotificationOutcome");
  management.data_plane.then(tl::unexpected(wire::Break::reset));
  CHECK(management.debug_send().code() == "ServerTimeout");

  management.api_version = "2017-04-01";
  management.data_plane.then(400);
  CHECK(management.debug_send().json["code"] == "BadRequest");
}

TEST_CASE("a debug send needs a hub, and a policy that may send") {
  WithHub management;
  CHECK(management.post(kNamespaces + "/contoso-ns/notificationHubs/nope/debugsend").status == 404);
  management.hub().policies.erase("DefaultFullSharedAccessSignature");
  CHECK(management.debug_send().status == 200);
  CHECK(auth::parse_sas(management.data_plane.seen.back().request.headers.get("Authorization").value_or(""))
            ->policy == "RootManageSharedAccessKey");
  management.world.store.find_namespace("contoso-ns")->policies.clear();
  CHECK(management.debug_send().code() == "BadRequest");
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
