#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/sender_world.hpp"

namespace droppoint::test {

TEST_CASE("a send without tags goes to every registration of its platform") {
  SenderWorld world;
  world.registered_apple("A1");
  world.registered_fcm("f1");
  world.registered_apple("A2");
  const http::Response answer = world.send("apple", std::string(kAlert));
  CHECK(answer.status == 201);
  CHECK(answer.body == nullptr);
  CHECK(std::regex_match(header(answer, "Location"),
                         std::regex(R"(https://contoso\.servicebus\.windows\.net/hub1/messages/)"
                                    R"([0-9a-f]{32}-20260101000000-\d{8}-\d{1,2}\?api-version=2020-06)")));
  CHECK(world.pushed() == Tokens{"A1", "A2"});
  CHECK(world.fcm.seen.empty());
  CHECK(world.metric("incoming") == 1);
  CHECK(world.metric("outgoing.apns.success") == 2);
}

TEST_CASE("a tag or an expression chooses among them") {
  SenderWorld world;
  world.registered_apple("A1", "sport,de");
  world.registered_apple("A2", "sport");
  world.registered_apple("A3", "news");
  world.installed("i1", R"({"platform":"apns","pushChannel":"a4","tags":["news"],"userId":"bob"})");
  struct Row {
    const char* tags;
    Tokens tokens;
  };
  const Row row =
      GENERATE(Row{"sport", {"A1", "A2"}}, Row{"sport && !de", {"A2"}}, Row{"de || news", {"A1", "A3", "A4"}},
               Row{"$InstallationId:{i1}", {"A4"}}, Row{"$UserId:{bob} && sport", {}},
               Row{"!(sport || $UserId:{bob})", {"A3"}}, Row{"Sport", {}});
  INFO(row.tags);
  CHECK(world.send("apple", std::string(kAlert), row.tags).status == 201);
  CHECK(world.pushed() == row.tokens);
}

TEST_CASE("a send that matches nobody is taken, and the trace says that nobody got it") {
  SenderWorld world;
  world.registered_apple("A1", "sport");
  CHECK(world.send("apple", std::string(kAlert), "news").status == 201);
  CHECK(world.apns.seen.empty());
  CHECK(world.verdict().cause == "no-target-found");
  CHECK(world.verdict().drop_point == 2);
  CHECK(contains(world.verdict().detail, "'news'"));
  CHECK(world.metric("incoming") == 1);
  CHECK(world.metric("notificationhub.pushes") == 0);
  // Those of another platform are nobody too.
  world.send("fcmv1", R"({"message":{}})", "sport");
  CHECK(world.verdict().cause == "no-target-found");
}

TEST_CASE("telemetry tells of a send that matched nobody") {
  SenderWorld world;
  const std::string id = SenderWorld::id_in_location(world.send("apple", std::string(kAlert), "news"));
  const std::string details = body_of(world.call("GET", "messages/" + id));
  CHECK(contains(details, "<State>NoTargetFound</State>"));
  CHECK(contains(details, "<Tags>news</Tags>"));
}

TEST_CASE("a device that is registered twice gets a native notification once") {
  SenderWorld world;
  world.registered_apple("A1", "sport");
  world.registered_apple("a1", "sport");
  world.send("apple", std::string(kAlert), "sport");
  CHECK(world.pushed() == Tokens{"A1"});
}

TEST_CASE("a native send leaves template registrations alone") {
  SenderWorld world;
  world.registered_template("A1", R"j({"aps":{"alert":"$(m)"}})j");
  world.send("apple", std::string(kAlert));
  CHECK(world.apns.seen.empty());
}

TEST_CASE("headers for APNs reach every device, and the topic stays the hub's") {
  SenderWorld world;
  world.registered_apple("A1");
  world.send("apple", std::string(kAlert), "", {{"apns-topic", "other"}, {"apns-collapse-id", "c"}});
  const http::Request& push = world.apns.seen.at(0).request;
  CHECK(header(push, "apns-topic") == "com.contoso.app");
  CHECK(header(push, "apns-collapse-id") == "c");
}

TEST_CASE("a send with a wrong expression, format, body or size is refused and reaches nobody") {
  SenderWorld world;
  world.registered_apple("A1");
  CHECK(world.send("apple", std::string(kAlert), "a b").status == 400);
  CHECK(world.send("apple", std::string(kAlert), "a&&b&&c&&d&&e&&f&&g").status == 400);
  CHECK(world.send("fcm", std::string(kAlert)).status == 400);
  CHECK(world.send("apple", "{}").status == 400);
  CHECK(world.send("apple", R"({"aps":")" + std::string(65536, 'x') + "\"}").status == 413);
  CHECK(world.apns.seen.empty());
  CHECK(world.metric("incoming") == 0);
  CHECK(world.metric("incoming.all.failedrequests") == 5);
}

TEST_CASE("a send for a platform without credential has no target applications") {
  SenderWorld world;
  world.registered_apple("A1");
  world.hub().apns.reset();
  const http::Response answer = world.send("apple", std::string(kAlert), "a");
  CHECK(answer.status == 400);
  CHECK(contains(body_of(answer),
                 "The notification has no target applications. The notification format is apple."));
}

TEST_CASE("sends to an audience need Send") {
  SenderWorld world;
  for (const char* path : {"messages/", "schedulednotifications/"}) {
    const auto answer = world.call("POST", path, std::string(kAlert),
                                   {{"ServiceBusNotification-Format", "apple"},
                                    {"ServiceBusNotification-ScheduleTime", "2026-01-01T01:00:00Z"}},
                                   "listen");
    CHECK(answer.status == 403);
  }
}

TEST_CASE("push services that are not emulated end a send to registrations, too") {
  SenderWorld world;
  world.hub().other_credentials["wnsCredential"] = "{}";
  world.installed("i1", R"({"platform":"wns","pushChannel":"https://w"})");
  CHECK(world.send("windows", "<toast/>").status == 201);
  CHECK(world.verdict().cause == "pns-not-emulated");
}

TEST_CASE("a device that its push service calls gone is not sent to again") {
  SenderWorld world;
  const std::string id = world.registered_apple("A1");
  world.apns.then(410, R"({"reason":"Unregistered"})");
  world.send("apple", std::string(kAlert));
  CHECK(world.verdict().cause == "unregistered");
  CHECK(world.call("GET", "registrations/" + id).status == 404);
  world.send("apple", std::string(kAlert));
  CHECK(world.verdict().cause == "no-target-found");
  CHECK(world.apns.seen.size() == 1);
}

}  // namespace droppoint::test
