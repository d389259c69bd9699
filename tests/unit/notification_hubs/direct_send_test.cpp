#include <catch2/catch.hpp>

#include <regex>

#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {

TEST_CASE("a direct send is answered as recorded and counts as incoming") {
  HubWorld world;
  const http::Response answer = world.ask(world.push());
  CHECK(answer.status == 201);
  CHECK(answer.body == nullptr);
  CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(header(answer, "Strict-Transport-Security") == "max-age=2592000");
  CHECK(header(answer, "TrackingId").size() == 36);
  CHECK(header(answer, "x-ms-correlation-request-id").size() == 36);
  CHECK(world.metric("incoming") == 1);
  CHECK(world.metric("incoming.all.requests") == 1);
  CHECK(world.metric("incoming.all.failedrequests") == 0);
}

TEST_CASE("Location is absolute, echoes the query and is of the Standard tier only") {
  HubWorld world;
  const auto location = [&](resources::Sku sku) {
    world.name_space().sku = sku;
    return header(world.ask(world.push()), "Location");
  };
  const std::string standard = location(resources::Sku::standard);
  const std::regex form(
      R"(https://contoso\.servicebus\.windows\.net/hub1/messages/[0-9a-f]{32}-20260101000000-\d{8}-\d{1,2})"
      R"(\?direct&api-version=2015-01)");
  CHECK(std::regex_match(standard, form));
  CHECK(location(resources::Sku::standard) != standard);
  CHECK(location(resources::Sku::basic) == "(none)");
  CHECK(location(resources::Sku::free) == "(none)");
}

TEST_CASE("Location names the scheme and authority by which the hub was asked") {
  HubWorld world;
  http::Request request = world.push();
  request.authority = "localhost:10600";
  request.headers.set("Authorization", world.sas("acs-send", kKey, "http://localhost:10600/hub1"));
  wire::Origin origin{.outside = true, .sender_time = kStart, .protocol = wire::Protocol::http1};
  const auto clear = world.send(wire::Party::notification_hubs, request, wire::Party::client, origin);
  CHECK(header(**clear, "Location").starts_with("http://localhost:10600/hub1/messages/"));
  origin.protocol = wire::Protocol::http1_tls;
  const auto secure = world.send(wire::Party::notification_hubs, request, wire::Party::client, origin);
  CHECK(header(**secure, "Location").starts_with("https://localhost:10600/hub1/messages/"));
}

TEST_CASE("a format is compared without case, and an unknown one is named in the answer") {
  HubWorld world;
  CHECK(world.ask(world.push("Apple")).status == 201);
  CHECK(world.ask(world.push("fcmV1", R"({"message":{}})")).status == 201);
  const http::Response unknown = world.ask(world.push("fcm", "{}"));
  CHECK(unknown.status == 400);
  CHECK(contains(body_of(unknown),
                 "<Detail>The HTTP header 'ServiceBusNotification-Format' has an invalid "
                 "value: 'fcm'..TrackingId:"));
  CHECK(world.ask(world.push("template", "{}")).status == 400);
  http::Request none = world.push();
  none.headers.remove("ServiceBusNotification-Format");
  CHECK(world.ask(std::move(none)).status == 400);
  CHECK(world.wire.ledger().notifications(world.last_trace).empty());
}

TEST_CASE("a direct send without a handle is refused") {
  HubWorld world;
  CHECK(world.ask(world.push("apple", kAlert, "")).status == 400);
  CHECK(world.metric("incoming.all.failedrequests") == 1);
}

TEST_CASE("a body that is none of its format is refused at once") {
  HubWorld world;
  world.hub().gcm = resources::GcmCredential{.api_key = "key"};
  struct Row {
    const char* format;
    const char* body;
  };
  const Row row = GENERATE(Row{"apple", "{'aps':"}, Row{"apple", ""}, Row{"apple", "[]"}, Row{"apple", "{}"},
                           Row{"fcmv1", R"({"data":{}})"}, Row{"fcmv1", R"({"message":"text"})"},
                           Row{"fcmv1", "not json"}, Row{"gcm", "7"}, Row{"gcm", "{"});
  INFO(row.format << ' ' << row.body);
  const http::Response answer = world.ask(world.push(row.format, row.body));
  CHECK(answer.status == 400);
  CHECK(contains(body_of(answer), "<Detail>The supplied notification payload is invalid.TrackingId:"));
  CHECK(world.verdict().cause == "invalid-payload");
  CHECK(world.verdict().drop_point == 1);
  CHECK(world.metric("incoming") == 0);
}

TEST_CASE("a request above 64 KB is 413") {
  HubWorld world;
  const auto body = [](std::size_t bytes) {
    std::string text = R"({"aps":{"alert":""}})";
    text.insert(text.size() - 3, std::string(bytes - text.size(), 'x'));
    return text;
  };
  CHECK(world.ask(world.push("apple", body(65536))).status == 201);
  const http::Response answer = world.ask(world.push("apple", body(65537)));
  CHECK(answer.status == 413);
  CHECK(contains(body_of(answer), "<Error><Code>413</Code>"));
  CHECK(world.verdict().cause == "payload-too-large");
}

TEST_CASE("push services that are not emulated take a send only with a credential, and it ends there") {
  HubWorld world;
  const std::string format = GENERATE("windows", "windowsphone", "adm", "baidu", "browser", "xiaomi");
  const http::Response refused = world.ask(world.push(format, "<toast/>"));
  CHECK(refused.status == 400);
  CHECK(contains(body_of(refused), "The notification format is " + format + ". Review"));
  CHECK(world.verdict().cause == "hub-not-configured");

  const char* credential = format == "windows"        ? "wnsCredential"
                           : format == "windowsphone" ? "mpnsCredential"
                           : format == "adm"          ? "admCredential"
                           : format == "baidu"        ? "baiduCredential"
                           : format == "browser"      ? "browserCredential"
                                                      : "xiaomiCredential";
  world.hub().other_credentials[credential] = "{}";
  CHECK(world.ask(world.push(format, "<toast/>")).status == 201);
  CHECK(world.verdict().cause == "pns-not-emulated");
  CHECK(world.verdict().drop_point == 2);
  CHECK(world.metric("notificationhub.pushes") == 0);
}

TEST_CASE("a direct send opens one notification, labelled by whose token it is") {
  HubWorld world;
  world.directory.write("aa11", {"alice-iphone", "alice"});
  world.ask(world.push("apple", kAlert, GENERATE("aa11", "AA11")));
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 1);
  CHECK(notifications[0].kind == "direct");
  CHECK(notifications[0].channel == "push");
  CHECK(notifications[0].device == "alice-iphone");
  CHECK(notifications[0].user == "alice");
  CHECK(world.apns.seen.at(0).notification == notifications[0].id);
}

TEST_CASE("the notification of Communication Services is its own: the hub diagnoses and leaves the verdict") {
  HubWorld world;
  const auto trace = world.wire.ledger().open_trace();
  const auto notification = world.wire.ledger().open({.trace = trace,
                                                      .kind = "incoming-call",
                                                      .channel = "push",
                                                      .device = "alice-iphone",
                                                      .user = "alice"});
  http::Request request = world.push();
  request.headers.set("Authorization", world.sas("acs-send", kOtherKey));
  auto exchange = std::make_shared<wire::Exchange>(wire::Exchange{.from = wire::Party::communication_services,
                                                                  .to = wire::Party::notification_hubs,
                                                                  .trace = trace,
                                                                  .notification = notification,
                                                                  .request = std::move(request)});
  const auto status = std::make_shared<int>(0);
  const auto run = [](wire::Wire* wire, std::shared_ptr<wire::Exchange> sent,
                      std::shared_ptr<int> result) -> sim::Task<void> {
    auto answering = wire->exchange(std::move(*sent));
    const wire::Answer answer = co_await std::move(answering);
    *result = answer->status;
  };
  world.scheduler.spawn(run(&world.wire, exchange, status), "test");
  world.scheduler.run_due();
  CHECK(*status == 401);
  CHECK(world.wire.ledger().notifications(trace).size() == 1);
  CHECK(world.wire.ledger().verdict(trace).state == wire::VerdictState::pending);
  REQUIRE(world.wire.ledger().diagnosis(notification));
  CHECK(world.wire.ledger().diagnosis(notification)->cause == "invalid-connection-string");
}

TEST_CASE("batch sends that are not direct say that they are not emulated") {
  HubWorld world;
  const http::Response answer =
      world.ask(world.push("apple", kAlert, "aa11", "/hub1/messages/$batch?api-version=2015-01"));
  CHECK(answer.status == 501);
  CHECK(contains(body_of(answer), "docs/fidelity/notification-hubs.md"));
  CHECK(world.metric("incoming") == 0);
  CHECK(world.apns.seen.empty());
  CHECK(world.wire.ledger().notifications(world.last_trace).empty());
}

}  // namespace droppoint::test
