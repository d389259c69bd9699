#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

constexpr std::string_view kBatch = "/hub1/messages/$batch?direct&api-version=2015-08";

http::Request batch(HubWorld& world, std::string_view content_type, std::string body,
                    std::string_view target = kBatch) {
  http::Request request = world.push("apple", body, "", target);
  request.headers.set("Content-Type", content_type);
  return request;
}

// As the .NET client writes it.
std::string body_of_devices(std::string_view devices, std::string_view notification = kAlert) {
  std::string body =
      "--b\r\nContent-Type: application/json; charset=utf-8\r\n"
      "Content-Disposition: inline; name=notification\r\n\r\n";
  body.append(notification).append("\r\n--b\r\nContent-Disposition: inline; name=devices\r\n\r\n");
  return body.append(devices).append("\r\n--b--\r\n");
}
constexpr std::string_view kType = "multipart/mixed; boundary=\"b\"";

}  // namespace

TEST_CASE("each client's way to write a batch is read") {
  HubWorld world;
  SECTION("JavaScript: spaces around the equals sign, no line end at the close, $ escaped") {
    const std::string body =
        "--nh-boundary-1\r\nContent-type: application/json\r\nContent-Disposition: inline; name=notification"
        "\r\n\r\n{\"aps\":{\"alert\":\"hi\"}}\r\n--nh-boundary-1\r\nContent-type: application/json\r\n"
        "Content-Disposition: inline; name=devices\r\n\r\n[\"aa11\",\"bb22\"]\r\n--nh-boundary-1--";
    CHECK(world
              .ask(batch(world, "multipart/mixed; boundary = \"nh-boundary-1\"", body,
                         "/hub1/messages/%24batch?api-version=2020-06&direct=true"))
              .status == 201);
  }
  SECTION(".NET: a quoted boundary") {
    CHECK(world.ask(batch(world, kType, body_of_devices(R"(["aa11","bb22"])"))).status == 201);
  }
  SECTION("Java: a bare boundary") {
    CHECK(
        world.ask(batch(world, "multipart/mixed;boundary=b", body_of_devices(R"(["aa11","bb22"])"))).status ==
        201);
  }
  SECTION("the documentation: handles in single quotes") {
    CHECK(world.ask(batch(world, "multipart/mixed; boundary = \"b\"", body_of_devices("['aa11','bb22']")))
              .status == 201);
  }
  REQUIRE(world.apns.seen.size() == 2);
  CHECK(world.apns.seen[0].request.target == "/3/device/aa11");
  CHECK(world.apns.seen[1].request.target == "/3/device/bb22");
  CHECK(http::bytes_of(world.apns.seen[1].request.body) == kAlert);
  CHECK(world.metric("incoming") == 1);
  CHECK(world.metric("notificationhub.pushes") == 2);
  CHECK(world.wire.ledger().notifications(world.last_trace).size() == 2);
}

TEST_CASE("a handle named twice gets one push") {
  HubWorld world;
  CHECK(world.ask(batch(world, kType, body_of_devices(R"(["aa11","bb22","aa11"])"))).status == 201);
  CHECK(world.apns.seen.size() == 2);
}

TEST_CASE("a batch takes a thousand handles and no more") {
  HubWorld world;
  const auto devices = [](int count) {
    std::string text = "[";
    for (int index = 0; index < count; ++index)
      text += (index ? ",\"d" : "\"d") + std::to_string(index) + '"';
    return text + "]";
  };
  CHECK(world.ask(batch(world, kType, body_of_devices(devices(1000)))).status == 201);
  CHECK(world.apns.seen.size() == 1000);
  const http::Response answer = world.ask(batch(world, kType, body_of_devices(devices(1001))));
  CHECK(answer.status == 400);
  CHECK(contains(body_of(answer), "1000 are allowed"));
}

TEST_CASE("a batch that cannot be read is 400") {
  HubWorld world;
  const std::string good = body_of_devices(R"(["aa11"])");
  struct Row {
    std::string type;
    std::string body;
  };
  const Row row = GENERATE_COPY(
      Row{"application/json", good}, Row{"multipart/mixed", good},
      Row{"multipart/mixed; boundary=other", good}, Row{std::string(kType), ""},
      Row{std::string(kType), good.substr(0, good.size() - 8)},
      Row{std::string(kType), "--b\r\nContent-Disposition: inline; name=devices\r\n\r\n[\"a\"]\r\n--b--"},
      Row{std::string(kType), "--b\r\nContent-Disposition: inline; name=notification\r\n\r\n{}\r\n--b--"},
      Row{std::string(kType), body_of_devices("[]")}, Row{std::string(kType), body_of_devices("{}")},
      Row{std::string(kType), body_of_devices("[1]")}, Row{std::string(kType), body_of_devices("['']")},
      Row{std::string(kType), body_of_devices("aa11")},
      Row{std::string(kType), body_of_devices(R"(["aa11"])", "not json")});
  const http::Response answer = world.ask(batch(world, row.type, row.body));
  CHECK(answer.status == 400);
  CHECK(body_of(answer).starts_with("<Error><Code>400</Code>"));
  CHECK(world.metric("incoming") == 0);
  CHECK(world.apns.seen.empty());
}

TEST_CASE("the Free tier has no batch sends") {
  HubWorld world;
  world.name_space().sku = resources::Sku::free;
  const http::Response answer = world.ask(batch(world, kType, body_of_devices(R"(["aa11","bb22"])")));
  CHECK(answer.status == 403);
  CHECK(contains(body_of(answer), "<Detail>This operation is not available for your tier.TrackingId:"));
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 2);
  CHECK(notifications[1].verdict.cause == "hub-quota-exceeded");
  world.name_space().sku = resources::Sku::basic;
  CHECK(world.ask(batch(world, kType, body_of_devices(R"(["aa11"])"))).status == 201);
}

TEST_CASE("a refused batch drops each of its notifications") {
  HubWorld world;
  http::Request request = batch(world, kType, body_of_devices(R"(["aa11","bb22"])"));
  request.headers.set("Authorization", world.sas("acs-send", kOtherKey));
  CHECK(world.ask(std::move(request)).status == 401);
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 2);
  for (const auto& notification : notifications) CHECK(notification.verdict.drop_point == 1);
}

TEST_CASE("a batch of Android tokens asks Google for one access token") {
  HubWorld world;
  world.fcm.then(200, R"({"access_token":"ya29.x","expires_in":3599})");
  world.fcm.then(200, R"({"name":"projects/contoso-project/messages/1"})");
  http::Request request =
      batch(world, kType, body_of_devices(R"(["t1","t2","t3"])", R"({"message":{"data":{"a":"b"}}})"));
  request.headers.set("ServiceBusNotification-Format", "fcmv1");
  CHECK(world.ask(std::move(request)).status == 201);
  REQUIRE(world.fcm.seen.size() == 4);
  CHECK(world.fcm.seen[0].request.target == "/token");
  CHECK(http::bytes_of(world.fcm.seen[3].request.body) == R"({"message":{"data":{"a":"b"},"token":"t3"}})");
  CHECK(world.metric("outgoing.fcmv1.success") == 3);
}

}  // namespace droppoint::test
