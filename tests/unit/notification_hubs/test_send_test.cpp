#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/sender_world.hpp"

namespace droppoint::test {

TEST_CASE("a test send waits for the push services and tells what became of each device") {
  SenderWorld world;
  const std::string good = world.registered_apple("A1");
  const std::string bad = world.registered_apple("A2");
  world.apns.then(200);
  world.apns.then(400, R"({"reason":"BadDeviceToken"})");
  const http::Response answer = world.send("apple", std::string(kAlert), "", {}, "messages/?test");
  CHECK(answer.status == 201);
  CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(body_of(answer) ==
        "<NotificationOutcome xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\">"
        "<Success>1</Success><Failure>1</Failure><Results>"
        "<RegistrationResult><ApplicationPlatform>apple</ApplicationPlatform><PnsHandle>A1</PnsHandle>"
        "<RegistrationId>" +
            good +
            "</RegistrationId><Outcome>The Notification was successfully sent to the Push Notification System"
            "</Outcome></RegistrationResult>"
            "<RegistrationResult><ApplicationPlatform>apple</ApplicationPlatform><PnsHandle>A2</PnsHandle>"
            "<RegistrationId>" +
            bad +
            "</RegistrationId><Outcome>The Push Notification System handle for the registration is invalid"
            "</Outcome></RegistrationResult></Results></NotificationOutcome>");
}

TEST_CASE("a test send that matches nobody says so with nil") {
  SenderWorld world;
  const http::Response answer = world.send("apple", std::string(kAlert), "none", {}, "messages/?test=true");
  CHECK(answer.status == 201);
  CHECK(contains(body_of(answer), "<Success>0</Success><Failure>0</Failure><Results i:nil=\"true\"/>"));
}

TEST_CASE("a test send tries once, also where the push service asks to come again") {
  SenderWorld world;
  world.registered_apple("A1");
  world.apns.then(503, R"({"reason":"ServiceUnavailable"})");
  const http::Response answer = world.send("apple", std::string(kAlert), "", {}, "messages/?test");
  CHECK(contains(body_of(answer), "<Failure>1</Failure>"));
  CHECK(contains(body_of(answer), "<Outcome>PnsUnavailable</Outcome>"));
  CHECK(world.apns.seen.size() == 1);
}

TEST_CASE("a test send goes to ten devices at most") {
  SenderWorld world;
  for (int index = 0; index < 15; ++index) world.registered_apple("A" + std::to_string(10 + index));
  const http::Response answer = world.send("apple", std::string(kAlert), "", {}, "messages/?test");
  CHECK(contains(body_of(answer), "<Success>10</Success>"));
  CHECK(RegistrarWorld::count_in(body_of(answer), "<RegistrationResult>") == 10);
  CHECK(world.apns.seen.size() == 10);
}

TEST_CASE("a test send with templates names their platform") {
  SenderWorld world;
  world.registered_template("A1", R"({"aps":{}})");
  world.installed("i1", R"j({"platform":"apns","pushChannel":"a2","templates":{"t":{"body":"{}"}}})j");
  const http::Response answer = world.send("template", "{}", "", {}, "messages/?test");
  CHECK(contains(body_of(answer), "<Success>1</Success><Failure>1</Failure>"));
  CHECK(contains(body_of(answer), "<Outcome>The Notification payload is invalid</Outcome>"));
}

TEST_CASE("test in the query changes nothing elsewhere") {
  SenderWorld world;
  CHECK(world.call("PUT", "installations/i1?test", R"({"platform":"apns","pushChannel":"aa"})").status ==
        200);
  CHECK(world.call("GET", "installations/i1?test").status == 200);
  CHECK(world.ask(world.push("apple", kAlert, "AA", "/hub1/messages?direct&test")).body == nullptr);
}

}  // namespace droppoint::test
