#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kNewDirect = "/hub1/messages/?direct&api-version=2016-07";

struct TelemetryWorld : HubWorld {
  // Sends to one device, and says the id of the message.
  std::string sent(std::string_view target = kNewDirect, std::string_view format = "apple",
                   std::string_view body = kAlert) {
    const std::string location = header(ask(push(format, body, "aa11", target)), "Location");
    const std::size_t start = location.rfind('/') + 1;
    return location.substr(start, location.find('?') - start);
  }
  http::Response read(const std::string& id, std::string_view version = "2016-07",
                      std::string_view policy = "full") {
    return ask(request("GET", std::string(kHost),
                       "/hub1/messages/" + id + "?api-version=" + std::string(version),
                       {{"Authorization", sas(policy)}}));
  }
  std::string text(const std::string& id, std::string_view version = "2016-07") {
    return body_of(read(id, version));
  }
};

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t start = text.find(before);
  if (start == std::string::npos) return "(none)";
  const std::size_t from = start + before.size();
  return text.substr(from, text.find(after, from) - from);
}

}  // namespace

TEST_CASE("the telemetry of a delivered send, byte for byte") {
  TelemetryWorld world;
  http::Request send = world.push("apple", R"({"aps":{"alert":"a < b & 'c'"}})", "aa11", kNewDirect);
  send.headers.add("ServiceBusNotification-Tags", "de,vip");
  const std::string location = header(world.ask(std::move(send)), "Location");
  const std::string id = between(location, "/messages/", "?");
  const http::Response answer = world.read(id);
  CHECK(answer.status == 200);
  CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(body_of(answer) ==
        "<NotificationDetails xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\" "
        "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><NotificationId>" +
            id + "</NotificationId><Location>sb://contoso.servicebus.windows.net/hub1/messages/" + id +
            "?api-version=2016-07</Location><State>Completed</State>"
            "<EnqueueTime>2026-01-01T00:00:00Z</EnqueueTime><StartTime>2026-01-01T00:00:00Z</StartTime>"
            "<EndTime>2026-01-01T00:00:00Z</EndTime>"
            "<NotificationBody>{\"aps\":{\"alert\":\"a &lt; b &amp; 'c'\"}}</NotificationBody>"
            "<Tags>de,vip</Tags><TargetPlatforms>apple</TargetPlatforms>"
            "<ApnsOutcomeCounts><Outcome><Name>Success</Name><Count>1</Count></Outcome></ApnsOutcomeCounts>"
            "</NotificationDetails>");
}

TEST_CASE("the state moves with the clock while the hub retries") {
  TelemetryWorld world;
  world.apns.then(503, R"({"reason":"ServiceUnavailable"})");
  world.apns.then(200);
  const std::string id = world.sent();
  const std::string before = world.text(id);
  CHECK(contains(before, "<State>Processing</State>"));
  CHECK_FALSE(contains(before, "EndTime"));
  // The JavaScript client cannot read an empty element.
  CHECK_FALSE(contains(before, "OutcomeCounts"));
  world.advance(1s);
  const std::string after = world.text(id);
  CHECK(contains(after, "<State>Completed</State>"));
  CHECK(contains(after, "<EndTime>2026-01-01T00:00:01Z</EndTime>"));
  CHECK(contains(after, "<Name>Success</Name><Count>1</Count>"));
}

TEST_CASE("a send that missed the window is abandoned") {
  TelemetryWorld world;
  world.apns.then(503, R"({"reason":"ServiceUnavailable"})");
  const std::string id = world.sent();
  world.advance(30min);
  const std::string text = world.text(id);
  CHECK(contains(text, "<State>Abandoned</State>"));
  CHECK(contains(text, "<EndTime>2026-01-01T00:30:00Z</EndTime>"));
  CHECK(contains(text, "<Name>AbandonedNotificationMessages</Name><Count>1</Count>"));
}

TEST_CASE("each platform has its own element of counts") {
  TelemetryWorld world;
  world.hub().gcm = resources::GcmCredential{.api_key = "key"};
  world.hub().other_credentials["wnsCredential"] = "{}";
  world.fcm.then(200, R"({"access_token":"ya29.x","expires_in":3599})");
  world.fcm.then(404, R"({"error":{"status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}})");
  CHECK(contains(world.text(world.sent(kNewDirect, "fcmv1", R"({"message":{}})")),
                 "<TargetPlatforms>fcmv1</TargetPlatforms><PnsErrorDetailsUri>"));
  world.fcm.then(200, R"({"results":[{"error":"NotRegistered"}]})");
  CHECK(contains(world.text(world.sent(kNewDirect, "gcm", "{}")),
                 "<GcmOutcomeCounts><Outcome><Name>ExpiredChannel</Name><Count>1</Count></Outcome>"
                 "</GcmOutcomeCounts><PnsErrorDetailsUri>"));
  CHECK(contains(world.text(world.sent(kNewDirect, "windows", "<toast/>")), "<WnsOutcomeCounts>"));
}

TEST_CASE("a handle that a batch names twice is counted as skipped") {
  TelemetryWorld world;
  world.apns.then(200);
  world.apns.then(410, R"({"reason":"Unregistered","timestamp":1})");
  http::Request batch = world.push("apple", "", "", "/hub1/messages/$batch?direct&api-version=2016-07");
  batch.headers.set("Content-Type", "multipart/mixed; boundary=b");
  batch.body = http::make_body(
      "--b\r\nContent-Disposition: inline; name=notification\r\n\r\n" + std::string(kAlert) +
      "\r\n--b\r\nContent-Disposition: inline; name=devices\r\n\r\n[\"aa\",\"bb\",\"aa\"]\r\n--b--");
  const std::string location = header(world.ask(std::move(batch)), "Location");
  // Not `/messages/$batch/{id}`, which the real service once gave for Apple: the JavaScript client takes the
  // third segment for the id.
  CHECK(location.starts_with("https://contoso.servicebus.windows.net/hub1/messages/"));
  CHECK_FALSE(contains(location, "$batch"));
  const std::string text = world.text(between(location, "/messages/", "?"));
  CHECK(contains(text,
                 "<ApnsOutcomeCounts><Outcome><Name>ExpiredChannel</Name><Count>1</Count></Outcome>"
                 "<Outcome><Name>Skipped</Name><Count>1</Count></Outcome>"
                 "<Outcome><Name>Success</Name><Count>1</Count></Outcome></ApnsOutcomeCounts>"));
}

TEST_CASE("error details are for those who send and read with 2016-07 or later") {
  TelemetryWorld world;
  world.apns.then(410, R"({"reason":"Unregistered"})");
  const std::string old = world.sent(kDirect);
  const std::string current = world.sent(kNewDirect);
  CHECK_FALSE(contains(world.text(old, "2016-07"), "PnsErrorDetailsUri"));
  CHECK_FALSE(contains(world.text(current, "2015-08"), "PnsErrorDetailsUri"));
  CHECK(contains(world.text(current, "2020-06"), "<PnsErrorDetailsUri>https://"));
}

TEST_CASE("telemetry is refused to other tiers, to unknown ids, to other hubs and to listeners") {
  TelemetryWorld world;
  const std::string id = world.sent();
  CHECK(world.read(id, "2016-07", "acs-send").status == 200);
  CHECK(world.read(id, "2016-07", "listen").status == 401);
  CHECK(world.read(id, "2020-06", "listen").status == 403);
  const http::Response unknown = world.read("0123456789abcdef0123456789abcdef-20260101000000-12345678-1");
  CHECK(unknown.status == 404);
  CHECK(contains(body_of(unknown), "<Error><Code>404</Code><Detail>.TrackingId:"));
  world.add_hub("contoso", "hub2");
  http::Request other =
      request("GET", std::string(kHost), "/hub2/messages/" + id + "?api-version=2016-07",
              {{"Authorization", world.sas("full", kKey, "https://contoso.servicebus.windows.net/")}});
  CHECK(world.ask(std::move(other)).status == 404);
  for (const auto sku : {resources::Sku::free, resources::Sku::basic}) {
    world.name_space().sku = sku;
    const http::Response refused = world.read(id);
    CHECK(refused.status == 403);
    CHECK(contains(body_of(refused), "<Detail>This operation is not available for your tier.TrackingId:"));
  }
}

}  // namespace droppoint::test
