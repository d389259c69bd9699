#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/sender_world.hpp"

namespace droppoint::test {

TEST_CASE("a scheduled send is answered as recorded and goes out at its time") {
  SenderWorld world;
  world.registered_apple("A1", "sport");
  const http::Response answer = world.schedule("2026-01-01T01:00:00.010Z", "sport");
  CHECK(answer.status == 201);
  CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(
      std::regex_match(header(answer, "Location"),
                       std::regex(R"(https://contoso\.servicebus\.windows\.net/hub1/schedulednotifications/)"
                                  R"([0-9a-f]{32}_20260101000000_\d{8}_\d{1,2}_QNHQueue[0-9a-f]{32}-S\d{17})"
                                  R"(\?api-version=2020-06)")));
  CHECK(world.metric("incoming.scheduled") == 1);
  world.advance(std::chrono::hours(1));
  CHECK(world.apns.seen.empty());
  world.advance(std::chrono::milliseconds(10));
  CHECK(world.pushed() == Tokens{"A1"});
  CHECK(world.metric("outgoing.apns.success") == 1);
}

TEST_CASE("a time without a zone is UTC, and one that has passed means at once") {
  SenderWorld world;
  world.registered_apple("A1");
  world.schedule("2026-01-01T00:00:01");
  world.schedule("2025-12-31T00:00:00Z");
  CHECK(world.apns.seen.size() == 1);
  world.advance(std::chrono::seconds(1));
  CHECK(world.apns.seen.size() == 2);
}

TEST_CASE("who gets it, and with which credentials, is found when it goes out") {
  SenderWorld world;
  const std::string early = world.registered_apple("A1", "sport");
  world.schedule("2026-01-01T01:00:00Z", "sport");
  world.call("DELETE", "registrations/" + early);
  world.registered_apple("A2", "sport");
  world.hub().apns->topic = "com.contoso.other";
  world.advance(std::chrono::hours(1));
  CHECK(world.pushed() == Tokens{"A2"});
  CHECK(header(world.apns.seen[0].request, "apns-topic") == "com.contoso.other");
}

TEST_CASE("a credential that is gone by then lets each target fall") {
  SenderWorld world;
  world.registered_apple("A1");
  world.schedule("2026-01-01T01:00:00Z");
  const wire::TraceId trace = world.last_trace;
  world.hub().apns.reset();
  world.advance(std::chrono::hours(1));
  CHECK(world.wire.ledger().verdict(trace).cause == "pns-invalid-credentials");
}

TEST_CASE("templates can be scheduled too") {
  SenderWorld world;
  world.registered_template("A1", R"j({"aps":{"alert":"$(m)"}})j");
  CHECK(world.schedule("2026-01-01T01:00:00Z", "", "template", R"({"m":"later"})").status == 201);
  world.advance(std::chrono::hours(1));
  CHECK(http::bytes_of(world.apns.seen.at(0).request.body) == R"({"aps":{"alert":"later"}})");
}

TEST_CASE("a cancelled send never goes out, and cannot be cancelled again") {
  SenderWorld world;
  world.registered_apple("A1");
  const std::string id = SenderWorld::id_in_location(world.schedule("2026-01-01T01:00:00Z"));
  CHECK(world.scheduler.next_due(sim::Weight::work).has_value());
  const http::Response cancelled = world.cancel(id);
  CHECK(cancelled.status == 200);
  CHECK(cancelled.body == nullptr);
  CHECK_FALSE(world.scheduler.next_due(sim::Weight::work).has_value());
  CHECK(world.cancel(id).status == 404);
  world.advance(std::chrono::hours(2));
  CHECK(world.apns.seen.empty());
  CHECK(world.metric("incoming.scheduled.cancel") == 1);
}

TEST_CASE("a send that went out, one of another hub and one that never was cannot be cancelled") {
  SenderWorld world;
  const std::string gone = SenderWorld::id_in_location(world.schedule("2026-01-01T00:00:00Z"));
  CHECK(world.cancel(gone).status == 404);
  CHECK(world.cancel("never").status == 404);
  const std::string here = SenderWorld::id_in_location(world.schedule("2026-01-01T01:00:00Z"));
  world.add_hub("contoso", "hub2");
  const auto elsewhere = world.ask(request(
      "DELETE", std::string(kHost), "/hub2/schedulednotifications/" + here + "?api-version=2020-06",
      {{"Authorization", world.sas("acs-send", kKey, "https://contoso.servicebus.windows.net/hub2")}}));
  CHECK(elsewhere.status == 404);
  CHECK(world.cancel(here).status == 200);
}

TEST_CASE("telemetry follows a scheduled send") {
  SenderWorld world;
  world.registered_apple("A1");
  const std::string id = SenderWorld::id_in_location(world.schedule("2026-01-01T01:00:00Z"));
  const auto state = [&] {
    return RegistrarWorld::element_in(body_of(world.call("GET", "messages/" + id)), "State");
  };
  CHECK(state() == "Scheduled");
  world.advance(std::chrono::hours(1));
  CHECK(state() == "Completed");
  const std::string other = SenderWorld::id_in_location(world.schedule("2026-01-01T02:00:00Z"));
  world.cancel(other);
  CHECK(contains(body_of(world.call("GET", "messages/" + other)), "<State>Cancel"));
}

TEST_CASE("a send can be scheduled for seven days, and only where there is a time") {
  SenderWorld world;
  CHECK(world.schedule("2026-01-08T00:00:00Z").status == 201);
  CHECK(world.schedule("2026-01-08T00:00:01Z").status == 400);
  const http::Response wrong = world.schedule("soon");
  CHECK(wrong.status == 400);
  CHECK(contains(body_of(wrong),
                 "The HTTP header 'ServiceBusNotification-ScheduleTime' has an invalid value: 'soon'."));
  CHECK(world.send("apple", std::string(kAlert), "", {}, "schedulednotifications").status == 400);
  CHECK(world.schedule("2026-01-01T01:00:00Z", "a b").status == 400);
}

TEST_CASE("scheduling is of the Standard tier") {
  SenderWorld world;
  world.name_space().sku = GENERATE(resources::Sku::free, resources::Sku::basic);
  const http::Response answer = world.schedule("2026-01-01T01:00:00Z");
  CHECK(answer.status == 403);
  CHECK(contains(body_of(answer), "This operation is not available for your tier"));
}

TEST_CASE("a hub that is gone when a send is due sends nothing") {
  SenderWorld world;
  world.registered_apple("A1");
  world.schedule("2026-01-01T01:00:00Z");
  world.name_space().hubs.clear();
  world.advance(std::chrono::hours(1));
  CHECK(world.apns.seen.empty());
}

}  // namespace droppoint::test
