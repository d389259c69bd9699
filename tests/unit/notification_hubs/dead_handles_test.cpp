#include <catch2/catch.hpp>

#include "emulator/http/uri.hpp"
#include "tests/unit/notification_hubs/sender_world.hpp"

// What a push service says about a handle, and what the hub makes of it.

namespace droppoint::test {
namespace {

constexpr std::string_view kGone = R"({"reason":"Unregistered"})";

}  // namespace

TEST_CASE("a handle that a push service calls dead leaves the hub, and is sent nothing more") {
  struct Row {
    int status;
    const char* reason;
    bool stays;
  };
  const Row row = GENERATE(Row{410, "Unregistered", false}, Row{410, "ExpiredToken", false},
                           Row{400, "BadDeviceToken", false}, Row{400, "DeviceTokenNotForTopic", true},
                           Row{403, "InvalidProviderToken", true}, Row{413, "PayloadTooLarge", true});
  CAPTURE(row.status, row.reason);
  SenderWorld world;
  const std::string id = world.registered_apple(kAppleToken, "sport");
  world.apns.then(row.status, std::string(R"({"reason":")") + row.reason + R"("})");
  CHECK(world.send("apple", std::string(kAlert)).status == 201);
  CHECK(world.call("GET", "registrations/" + id).status == (row.stays ? 200 : 404));
  world.send("apple", std::string(kAlert));
  CHECK(world.apns.seen.size() == (row.stays ? 2 : 1));
}

TEST_CASE("FCM's UNREGISTERED removes too") {
  SenderWorld world;
  const std::string id = world.registered_fcm("token-1");
  world.fcm.then(200, R"({"access_token":"ya29.x","expires_in":3599})");
  world.fcm.then(404, R"({"error":{"status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}})");
  world.send("fcmv1", R"({"message":{}})");
  CHECK(world.call("GET", "registrations/" + id).status == 404);
  CHECK(world.metric("outgoing.fcmv1.badchannel") == 1);
}

TEST_CASE("all registrations of a dead handle go, and those of other handles stay") {
  SenderWorld world;
  const std::string native = world.registered_apple(kAppleToken);
  const std::string of_template = world.registered_template(kAppleToken, R"X({"aps":{"alert":"$(a)"}})X");
  const std::string other = world.registered_apple("00AA");
  world.apns.then(410, std::string(kGone));
  world.apns.then(200);
  world.send("apple", std::string(kAlert));
  CHECK(world.call("GET", "registrations/" + native).status == 404);
  CHECK(world.call("GET", "registrations/" + of_template).status == 404);
  CHECK(world.call("GET", "registrations/" + other).status == 200);
}

TEST_CASE("an installation stays, with its channel marked as expired") {
  SenderWorld world;
  CHECK(world.installed("i1", R"({"platform":"apns","pushChannel":"00AA"})") == 200);
  world.apns.then(410, std::string(kGone));
  world.send("apple", std::string(kAlert));
  CHECK(contains(world.installation("i1"), R"("pushChannelExpired":true)"));
  world.send("apple", std::string(kAlert));
  CHECK(world.apns.seen.size() == 1);
}

TEST_CASE("a direct send touches no registration") {
  SenderWorld world;
  const std::string id = world.registered_apple(kAppleToken);
  world.apns.then(410, std::string(kGone));
  world.ask(world.push("apple", kAlert, kAppleToken));
  CHECK(world.call("GET", "registrations/" + id).status == 200);
}

TEST_CASE("a push that is being retried removes nothing until its handle is known to be dead") {
  SenderWorld world;
  const std::string id = world.registered_apple(kAppleToken);
  world.apns.then(503);
  world.apns.then(410, std::string(kGone));
  world.send("apple", std::string(kAlert));
  CHECK(world.call("GET", "registrations/" + id).status == 200);
  world.advance(std::chrono::seconds(1));
  CHECK(world.call("GET", "registrations/" + id).status == 404);
}

TEST_CASE("feedback names the registration and the installation, in the order of the contract") {
  SenderWorld world;
  CHECK(world.installed("i1", R"({"platform":"apns","pushChannel":"00AA"})") == 200);
  const std::string registration = world.registrations().of_handle("00AA", world.scheduler.now()).front()->id;
  world.apns.then(410, std::string(kGone));
  const std::string message = world.id_in_location(world.send("apple", std::string(kAlert)));
  const auto url = http::Url::parse(body_of(world.call("GET", "feedbackcontainer")));
  REQUIRE(url);
  const http::Response blob =
      world.ask(request("GET", url->authority(), url->path + "/01012026?" + *url->query));
  CHECK(body_of(blob) ==
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><PnsFeedback "
        "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\">"
        "<FeedbackTime>2026-01-01T00:00:00Z</FeedbackTime>"
        "<NotificationSystemError>ExpiredChannel</NotificationSystemError><Platform>apple</Platform>"
        "<PnsHandle>00AA</PnsHandle><RegistrationId>" +
            registration + "</RegistrationId><InstallationId>i1</InstallationId><NotificationId>" + message +
            "</NotificationId></PnsFeedback>");
}

}  // namespace droppoint::test
