#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/sender_world.hpp"

namespace droppoint::test {

TEST_CASE("one template notification becomes what each registration's template makes of it") {
  SenderWorld world;
  world.registered_template("A1", R"j({"aps":{"alert":"{'Hi ' + $(name)}","badge":"#(count)"}})j",
                            "<Tags>x</Tags>");
  world.installed(
      "i1",
      R"j({"platform":"fcmv1","pushChannel":"f1","tags":["x"],"pushVariables":{"name":"Bob"},)j"
      R"j("templates":{"t":{"body":"{\"message\":{\"data\":{\"n\":\"$(name)\",\"c\":\"$(count)\"}}}"}}})j");
  world.registered_apple("A2", "x");
  CHECK(world.send("template", R"({"name":"Alice","count":3,"none":null})", "x").status == 201);
  REQUIRE(world.apns.seen.size() == 1);
  CHECK(http::bytes_of(world.apns.seen[0].request.body) == R"({"aps":{"alert":"Hi Alice","badge":3}})");
  REQUIRE(world.fcm.seen.size() >= 1);
}

TEST_CASE("a registration's push variables fill what the notification does not say") {
  SenderWorld world;
  world.installed(
      "i1", R"j({"platform":"apns","pushChannel":"a1","pushVariables":{"city":"Paris","name":"Bob"},)j"
            R"j("templates":{"t":{"body":"{\"aps\":{\"alert\":\"{$(name) + ' in ' + $(city)}\"}}"}}})j");
  world.send("template", R"({"NAME":"Alice"})");
  CHECK(http::bytes_of(world.apns.seen.at(0).request.body) == R"({"aps":{"alert":"Alice in Paris"}})");
}

TEST_CASE("each template of a device makes a notification, and its name is a tag") {
  SenderWorld world;
  world.installed(
      "i1",
      R"j({"platform":"apns","pushChannel":"a1","templates":)j"
      R"j({"one":{"body":"{\"aps\":{\"alert\":\"1\"}}"},"two":{"body":"{\"aps\":{\"alert\":\"2\"}}"}}})j");
  world.send("template", "{}");
  CHECK(world.apns.seen.size() == 2);
  world.send("template", "{}", "two");
  REQUIRE(world.apns.seen.size() == 3);
  CHECK(http::bytes_of(world.apns.seen[2].request.body) == R"({"aps":{"alert":"2"}})");
}

TEST_CASE("headers, expiry and priority of a template go to APNs; the caller's where it has none") {
  SenderWorld world;
  world.registered_template(
      "A1", R"({"aps":{"content-available":1}})",
      "<Expiry>$(until)</Expiry><ApnsHeaders><ApnsHeader><Header>apns-priority</Header><Value>5</Value>"
      "</ApnsHeader><ApnsHeader><Header>apns-topic</Header><Value>other</Value></ApnsHeader><ApnsHeader>"
      "<Header>apns-collapse-id</Header><Value>$(c)</Value></ApnsHeader></ApnsHeaders>");
  world.send("template", R"({"until":"2026-01-02T00:00:00Z","c":"from-property"})", "",
             {{"apns-priority", "10"}, {"apns-id", "0fe0b6a9-0000-4000-8000-000000000000"}});
  const http::Request& push = world.apns.seen.at(0).request;
  CHECK(header(push, "apns-priority") == "5");
  CHECK(header(push, "apns-topic") == "com.contoso.app");
  CHECK(header(push, "apns-collapse-id") == "from-property");
  CHECK(header(push, "apns-expiration") == "1767312000");
  CHECK(header(push, "apns-push-type") == "background");
  CHECK(header(push, "apns-id") == "0fe0b6a9-0000-4000-8000-000000000000");
}

TEST_CASE("a template that makes no notification of its platform falls for its format") {
  SenderWorld world;
  const std::string body = GENERATE(R"(\"text\")", R"({\"alert\":\"no aps\"})", R"j({\"aps\":\"$(\"})j");
  world.installed("i1",
                  R"({"platform":"apns","pushChannel":"a1","templates":{"t":{"body":")" + body + "\"}}}");
  const std::string id = SenderWorld::id_in_location(world.send("template", "{}"));
  CHECK(world.apns.seen.empty());
  CHECK(world.verdict().cause == "invalid-payload");
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.metric("outgoing.allpns.invalidpayload") == 1);
  CHECK(world.metric("notificationhub.pushes") == 0);
  const std::string details = body_of(world.call("GET", "messages/" + id));
  CHECK(contains(details, "<Name>InvalidNotificationFormat</Name>"));
  CHECK(contains(details, "<TargetPlatforms>appletemplate</TargetPlatforms>"));
}

TEST_CASE("a template with an expiry that is no time falls for its format") {
  SenderWorld world;
  world.registered_template("A1", R"({"aps":{}})", "<Expiry>$(until)</Expiry>");
  world.send("template", R"({"until":"tomorrow"})");
  CHECK(world.verdict().cause == "invalid-payload");
}

TEST_CASE("a template for a platform without credential falls at the hub, the others go out") {
  SenderWorld world;
  world.registered_template("A1", R"({"aps":{}})");
  world.registered(
      SenderWorld::description("Gcm"
                               "Template",
                               "<GcmRegistrationId>g</GcmRegistrationId><BodyTemplate>{}</BodyTemplate>"));
  CHECK(world.send("template", "{}").status == 201);
  CHECK(world.apns.seen.size() == 1);
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 2);
  CHECK(notifications[1].verdict.cause == "pns-invalid-credentials");
  CHECK(contains(notifications[1].verdict.detail, "no credential for format gcm"));
}

TEST_CASE("a template notification is a flat JSON object") {
  SenderWorld world;
  world.registered_template("A1", R"({"aps":{}})");
  for (const char* body : {"", "text", "[]", R"({"a":{}})", R"({"a":[1]})"}) {
    INFO(body);
    const http::Response answer = world.send("template", body);
    CHECK(answer.status == 400);
    CHECK(contains(body_of(answer), "The supplied notification payload is invalid"));
  }
  CHECK(world.apns.seen.empty());
}

TEST_CASE("a hub without any credential has no target applications for templates") {
  SenderWorld world;
  world.hub().apns.reset();
  world.hub().fcm_v1.reset();
  const http::Response answer = world.send("template", "{}");
  CHECK(answer.status == 400);
  CHECK(contains(body_of(answer), "The notification format is template."));
}

TEST_CASE("a payload that grows beyond what APNs takes falls for its size") {
  SenderWorld world;
  world.registered_template("A1", R"j({"aps":{"alert":"$(m)"}})j");
  world.send("template", R"({"m":")" + std::string(5000, 'x') + "\"}");
  CHECK(world.verdict().cause == "pns-payload-too-large");
}

}  // namespace droppoint::test
