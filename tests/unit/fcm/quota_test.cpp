#include <string>

#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;
using namespace std::chrono_literals;

namespace {

fakes::fcm::Options with(fakes::fcm::Quotas quotas) {
  auto options = FcmWorld::two_projects();
  options.quotas = quotas;
  return options;
}

}  // namespace

TEST_CASE("A project has its quota again a minute after the first message that counted") {
  FcmWorld world(with({.project_per_minute = 2}));
  CHECK(world.push_to_phone().status == 200);
  world.advance(20s);
  CHECK(world.push_to_phone().status == 200);
  const auto over = world.push_to_phone();
  CHECK(over.status == 429);
  CHECK(over.headers.get("retry-after") == "40");
  CHECK(contains(over, R"("status": "RESOURCE_EXHAUSTED")"));
  CHECK(contains(over, R"("errorCode": "QUOTA_EXCEEDED")"));
  CHECK(contains(over, "google.rpc.QuotaFailure"));
  CHECK(contains(over, R"("subject": "project:demo")"));
  CHECK(world.verdict().cause == "fcm-quota-exceeded");
  world.advance(40s);
  CHECK(world.push_to_phone().status == 200);
}

TEST_CASE("Client errors count against the quota of the project, 429 does not") {
  FcmWorld world(with({.project_per_minute = 2}));
  CHECK(world.push("{}").status == 400);
  CHECK(world.push(R"({"message":{"token":"nonsense"}})").status == 400);
  CHECK(world.push_to_phone().status == 429);
  CHECK(world.push_to_phone().status == 429);
  CHECK(world.push("{}").status == 400);
}

TEST_CASE("A device has quotas of a minute and of an hour") {
  FcmWorld world(with({.device_per_minute = 1, .device_per_hour = 2}));
  CHECK(world.push_to_phone().status == 200);
  const auto minute = world.push_to_phone();
  CHECK(minute.status == 429);
  CHECK(minute.headers.get("retry-after") == "60");
  CHECK(contains(minute, "\"subject\": \"device:" + world.token + '"'));
  CHECK(world.verdict().cause == "pns-throttled");
  world.advance(1min);
  CHECK(world.push_to_phone().status == 200);
  const auto hour = world.push_to_phone();
  CHECK(hour.headers.get("retry-after") == std::to_string(59 * 60));
  world.advance(59min);
  world.access = world.access_token();
  CHECK(world.push_to_phone().status == 200);
}

TEST_CASE("A topic may have a quota, and a trial counts against none of a target") {
  FcmWorld world(with({.device_per_minute = 0, .topic_per_minute = 1}));
  const std::string topic = R"({"message":{"topic":"news"}})";
  CHECK(world.push(R"({"validate_only":true,"message":{"topic":"news"}})").status == 200);
  CHECK(world.push(topic).status == 200);
  CHECK(contains(world.push(topic), R"("subject": "topic:news")"));
  CHECK(world.push(R"({"message":{"topic":"sport"}})").status == 200);
  CHECK(world.push_to_phone().status == 429);
}

TEST_CASE("FCM out of order says when to come back") {
  auto options = FcmWorld::two_projects();
  options.outage = {.until = kStart + 30s, .retry_after = 10s};
  FcmWorld world(std::move(options));
  const auto answer = world.push_to_phone();
  CHECK(answer.status == 503);
  CHECK(answer.headers.get("retry-after") == "10");
  CHECK(contains(answer, R"("status": "UNAVAILABLE")"));
  CHECK(contains(answer, R"("errorCode": "UNAVAILABLE")"));
  CHECK(world.verdict().cause == "pns-unavailable");
  CHECK(world.call("GET", "/v1/projects/demo/registrations/x/topicSubscriptions").status == 503);
  CHECK(world.post("/iid/v1:batchAdd", "{}").status == 503);
  world.advance(30s);
  CHECK(world.push_to_phone().status == 200);
  auto old = FcmWorld::two_projects();
  old.legacy = fakes::fcm::Legacy::on;
  old.outage = {.until = kStart + 30s};
  FcmWorld legacy(std::move(old));
  const auto legacy_answer = legacy.post("/fcm/send", "{}");
  CHECK(legacy_answer.status == 503);
  CHECK_FALSE(legacy_answer.headers.get("retry-after"));
}
