#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;

namespace {

void refuses(FcmWorld& world, const http::Response& answer, int status, std::string_view text,
             std::string_view cause) {
  INFO(http::bytes_of(answer.body));
  CHECK(answer.status == status);
  CHECK(contains(answer, text));
  CHECK(world.verdict().cause == cause);
  CHECK(world.phone.seen.empty());
}

}  // namespace

TEST_CASE("A message goes to the device in both styles of names") {
  FcmWorld world;
  const auto answer = world.push_to_phone(
      R"(,"data":{"a":"1"},"notification":{"title":"t"},"fcmOptions":{"analyticsLabel":"l"},)"
      R"("android":{"collapse_key":"k","priority":"high","ttl":"3.5s","notification":{"channelId":"c"}})");
  CHECK(answer.status == 200);
  CHECK(contains(answer, "projects/demo/messages/0:1767225600000000%"));
  REQUIRE(world.phone.seen.size() == 1);
  const http::Request& seen = world.phone.seen.front().request;
  CHECK(seen.target == "/notifications/fcm");
  CHECK(seen.authority == "phone");
  CHECK(seen.headers.get("x-device-token") == world.token);
  CHECK(seen.headers.get("priority") == "high");
  CHECK(seen.headers.get("collapse-key") == "k");
  CHECK(http::bytes_of(seen.body) == R"({"data":{"a":"1"},"notification":{"title":"t","channel_id":"c"}})");
  CHECK(world.verdict().by == "fcm");
  CHECK(world.wire.ledger().notifications(world.last_trace).at(0).device == "phone");
}

TEST_CASE("A body that is no message is INVALID_ARGUMENT") {
  FcmWorld world;
  refuses(world, world.push("{"), 400, "Invalid JSON payload", "invalid-payload");
  refuses(world, world.push("{}"), 400, "google.rpc.BadRequest", "invalid-payload");
  refuses(world, world.push_to_phone(R"(,"datta":{})"), 400, "Unknown name \\\"datta\\\" at 'message'",
          "invalid-payload");
  const auto number = world.push_to_phone(R"(,"data":{"a":12})");
  refuses(world, number, 400, "Invalid value at 'message.data[0].value' (TYPE_STRING), 12",
          "invalid-payload");
  CHECK(contains(number, R"("field": "message.data[0].value")"));
  CHECK_FALSE(contains(number, "FcmError"));
  refuses(world, world.push_to_phone(R"(,"android":{"priority":"urgent"})"), 400, "message.android.priority",
          "invalid-payload");
  refuses(world, world.push_to_phone(R"(,"android":{"ttl":"10"})"), 400, "message.android.ttl",
          "invalid-payload");
  refuses(world, world.push_to_phone(R"(,"android":{"ttl":10})"), 400, "message.android.ttl",
          "invalid-payload");
}

TEST_CASE("Exactly one target") {
  FcmWorld world;
  refuses(world, world.push(R"({"message":{}})"), 400, "Recipient of the message is not set.",
          "invalid-payload");
  refuses(world, world.push(R"({"message":{"token":""}})"), 400, "Recipient", "invalid-payload");
  refuses(world, world.push_to_phone(R"(,"topic":"news")"), 400,
          "oneof field 'target' is already set. Cannot set 'topic'", "invalid-payload");
  refuses(world, world.push(R"({"message":{"fid":"f"}})"), 501, "docs/fidelity/fcm.md", "pns-not-emulated");
  refuses(world, world.push(R"({"message":{"topic":"/topics/news"}})"), 400, "Invalid topic name",
          "invalid-payload");
  refuses(world, world.push(R"({"message":{"condition":"news"}})"), 400, "Invalid condition expression",
          "invalid-payload");
}

TEST_CASE("Reserved keys, a ttl out of range and a payload too large are FcmErrors") {
  FcmWorld world;
  const std::string fcm_error = R"("errorCode": "INVALID_ARGUMENT")";
  for (const char* key : {"from", "message_type", "google.x", "gcm.notification.x"}) {
    refuses(world, world.push_to_phone(std::string(R"(,"data":{")") + key + R"(":"1"})"), 400, fcm_error,
            "invalid-payload");
  }
  refuses(world, world.push_to_phone(R"(,"android":{"data":{"from":"1"}})"), 400, fcm_error,
          "invalid-payload");
  refuses(world, world.push_to_phone(R"(,"android":{"ttl":"2419201s"})"), 400, fcm_error, "invalid-payload");
  refuses(world, world.push_to_phone(R"(,"android":{"ttl":"-1s"})"), 400, fcm_error, "invalid-payload");
  const auto data = [](std::size_t bytes) {
    return R"(,"data":{"k":")" + std::string(bytes - 1, 'x') + "\"}";
  };
  refuses(world, world.push_to_phone(data(4097)), 400, fcm_error, "pns-payload-too-large");
  CHECK(world.push_to_phone(data(4096)).status == 200);
  CHECK(world.push_to_phone(R"(,"android":{"ttl":"2419200s"})").status == 200);
}

TEST_CASE("Tokens that are none, unknown, forgotten or of another project") {
  FcmWorld world;
  refuses(world, world.push(R"({"message":{"token":"nonsense"}})"), 400, "not a valid FCM registration token",
          "bad-device-token");
  const auto unknown = world.push(R"({"message":{"token":")" + kNobodysToken + R"("}})");
  refuses(world, unknown, 404, R"("errorCode": "UNREGISTERED")", "unregistered");
  CHECK(contains(unknown, R"("status": "NOT_FOUND")"));
  const std::string foreign = world.issue("other");
  refuses(world, world.push(R"({"message":{"token":")" + foreign + R"("}})"), 403,
          R"("errorCode": "SENDER_ID_MISMATCH")", "sender-id-mismatch");
  CHECK(world.from_device("DELETE", "/_device/tokens/" + http::form_encode(world.token)).status == 204);
  refuses(world, world.push_to_phone(), 404, "UNREGISTERED", "unregistered");
}

TEST_CASE("validate_only stops before delivery") {
  FcmWorld world;
  for (const char* name : {"validate_only", "validateOnly"}) {
    const std::string start = std::string("{\"") + name + R"(":true,"message":{"token":")";
    CHECK(world.push(start + world.token + "\"}}").status == 200);
    CHECK(world.push(start + kNobodysToken + "\"}}").status == 404);
    CHECK(world.wire.ledger().notifications(world.last_trace).empty());
  }
  CHECK(world.phone.seen.empty());
}

TEST_CASE("What a hub sent is diagnosed and not settled") {
  FcmWorld world;
  const wire::TraceId trace = world.wire.ledger().open_trace();
  const auto id = world.wire.ledger().open({.trace = trace, .kind = "direct", .channel = "push"});
  wire::Hop hop{.trace = trace, .notification = id, .from = wire::Party::notification_hubs};
  hop.request = request("POST", "fcm.googleapis.com", "/v1/projects/demo/messages:send",
                        {{"authorization", "Bearer " + world.access}},
                        R"({"message":{"token":")" + kNobodysToken + R"("}})");
  wire::Exchange exchange{.from = wire::Party::notification_hubs,
                          .to = wire::Party::fcm,
                          .trace = trace,
                          .notification = id,
                          .request = hop.request};
  const auto run = [](wire::Wire* wire, wire::Exchange asked) -> sim::Task<void> {
    auto answering = wire->exchange(std::move(asked));
    const wire::Answer answer = co_await std::move(answering);
    CHECK(answer->status == 404);
  };
  world.scheduler.spawn(run(&world.wire, std::move(exchange)), "hub");
  world.scheduler.run_due();
  REQUIRE(world.wire.ledger().diagnosis(id));
  CHECK(world.wire.ledger().diagnosis(id)->cause == "unregistered");
  CHECK(world.wire.ledger().find(id)->verdict.state == wire::VerdictState::pending);
}

TEST_CASE("Retired and absent interfaces") {
  FcmWorld world;
  CHECK(world.post("/fcm/send", "{}").status == 404);
  CHECK(world.post("/batch", "").headers.get("content-type") == "text/html; charset=UTF-8");
  CHECK(world.post("/iid/v1:other", "{}").status == 501);
  CHECK(world.post("/fcm/notification", "{}").status == 501);
  CHECK(world.post("/nowhere", "").status == 404);
  CHECK(world.post("/_device/tokens", R"({"device":"d","app":"a","project":"demo"})").status == 404);
}
