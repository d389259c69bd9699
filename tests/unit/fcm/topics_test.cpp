#include <set>
#include <string>

#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;
using namespace std::chrono_literals;

namespace {

std::string subscriptions_of(const std::string& token) {
  return "/v1/projects/demo/registrations/" + http::form_encode(token) + "/topicSubscriptions";
}

http::Response subscribe(FcmWorld& world, const std::string& token, const std::string& topic) {
  return world.call("POST", subscriptions_of(token) + "?topic_name=" + topic, "{}");
}

std::set<std::string> reached(const FcmWorld& world) {
  std::set<std::string> devices;
  for (const auto& hop : world.phone.seen) devices.insert(hop.request.authority);
  return devices;
}

http::Response batch(FcmWorld& world, const std::string& verb, const std::string& body,
                     http::Headers more = {{"access_token_auth", "true"}}) {
  more.add("authorization", "Bearer " + world.access);
  return world.post("/iid/v1:batch" + verb, body, std::move(more));
}

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

}  // namespace

TEST_CASE("A message to a topic goes to each device that is subscribed, as a notification of its own") {
  FcmWorld world;
  const std::string second = world.add_phone("tablet");
  const std::string third = world.add_phone("watch");
  CHECK(subscribe(world, world.token, "news").status == 200);
  CHECK(subscribe(world, second, "news").status == 200);
  CHECK(subscribe(world, third, "sport").status == 200);
  const auto answer = world.push(R"({"message":{"topic":"news","data":{"a":"1"}}})");
  CHECK(answer.status == 200);
  CHECK(contains(answer, "projects/demo/messages/"));
  CHECK_FALSE(contains(answer, "0:"));
  CHECK(reached(world) == std::set<std::string>{"phone", "tablet"});
  const auto notifications = world.wire.ledger().notifications(world.last_trace);
  REQUIRE(notifications.size() == 2);
  CHECK(notifications[0].verdict.by == "fcm");
  CHECK(notifications[1].verdict.by == "fcm");
}

TEST_CASE("A message to a condition") {
  FcmWorld world;
  const std::string second = world.add_phone("tablet");
  world.add_phone("watch");
  subscribe(world, world.token, "a");
  subscribe(world, second, "a");
  subscribe(world, second, "b");
  CHECK(world.push(R"({"message":{"condition":"'a' in topics && 'b' in topics"}})").status == 200);
  CHECK(reached(world) == std::set<std::string>{"tablet"});
  world.phone.seen.clear();
  CHECK(world.push(R"~({"message":{"condition":"!('a' in topics)"}})~").status == 200);
  CHECK(reached(world) == std::set<std::string>{"watch"});
}

TEST_CASE("A topic without devices is accepted, and topics of projects and apps do not meet") {
  FcmWorld world;
  CHECK(world.push(R"({"message":{"topic":"nobody"}})").status == 200);
  CHECK(world.wire.ledger().notifications(world.last_trace).empty());
  subscribe(world, world.token, "news");
  world.push(R"({"message":{"topic":"news","android":{"restricted_package_name":"com.else"}}})");
  CHECK(world.phone.seen.empty());
  world.access = world.access_token({.iss = kOtherAccount});
  CHECK(world.push(R"({"message":{"topic":"news"}})", "other").status == 200);
  CHECK(world.phone.seen.empty());
}

TEST_CASE("A token that was given back is not reached by its topics") {
  FcmWorld world;
  subscribe(world, world.token, "news");
  world.from_device("DELETE", "/_device/tokens/" + http::form_encode(world.token));
  CHECK(world.push(R"({"message":{"topic":"news"}})").status == 200);
  CHECK(world.phone.seen.empty());
}

TEST_CASE("A message to a topic has 2048 bytes, and both limits can be set") {
  const auto message = [](std::size_t bytes) {
    return R"({"message":{"topic":"news","data":{"k":")" + std::string(bytes - 1, 'x') + "\"}}}";
  };
  FcmWorld world;
  CHECK(world.push(message(2048)).status == 200);
  CHECK(contains(world.push(message(2049)), "Android message is too big"));
  CHECK(world.verdict().cause == "pns-payload-too-large");
  auto options = FcmWorld::two_projects();
  options.limits = {.payload_bytes = 10, .topic_payload_bytes = 4096};
  FcmWorld set(std::move(options));
  CHECK(set.push(message(4096)).status == 200);
  CHECK(set.push_to_phone(R"(,"data":{"k":"1234567890"})").status == 400);
}

TEST_CASE("Subscriptions as resources") {
  FcmWorld world;
  const std::string path = subscriptions_of(world.token);
  const auto made = subscribe(world, world.token, "news");
  CHECK(contains(made, R"("topicName": "news")"));
  CHECK(contains(made, R"("createTime": "2026-01-01T00:00:00Z")"));
  CHECK(contains(made, "/registrations/" + world.token + "/topicSubscriptions/news"));
  const auto again = subscribe(world, world.token, "news");
  CHECK(again.status == 409);
  CHECK(contains(again, "ALREADY_EXISTS"));
  CHECK(world.call("POST", path + "?topicName=sport", "{}").status == 200);

  CHECK(world.call("GET", path + "/news").status == 200);
  CHECK(world.call("GET", path + "/none").status == 404);
  CHECK(world.call("PATCH", path + "/more", "{}").status == 404);
  CHECK(world.call("PATCH", path + "/more?allowMissing=true", "{}").status == 200);
  CHECK(world.call("PATCH", path + "/more", "{}").status == 200);

  const auto page = world.call("GET", path + "?pageSize=2");
  CHECK(contains(page, R"("topicName": "more")"));
  CHECK(contains(page, R"("nextPageToken": "news")"));
  const auto rest = world.call("GET", path + "?page_size=2&page_token=news");
  CHECK(contains(rest, "sport"));
  CHECK_FALSE(contains(rest, "nextPageToken"));
  CHECK(world.call("GET", path + "?pageSize=x").status == 400);

  CHECK(world.call("DELETE", path + "/news").status == 200);
  CHECK(world.call("DELETE", path + "/news").status == 404);
  CHECK(world.call("DELETE", path + "/news?allow_missing=true").status == 200);
  CHECK(world.call("PUT", path + "/news").status == 404);
}

TEST_CASE("Subscriptions that are refused") {
  FcmWorld world;
  CHECK(subscribe(world, "nonsense", "news").status == 400);
  CHECK(subscribe(world, kNobodysToken, "news").status == 404);
  CHECK(subscribe(world, world.issue("other"), "news").status == 403);
  CHECK(subscribe(world, world.token, "a%20b").status == 400);
  CHECK(world.call("POST", subscriptions_of(world.token), "{}").status == 400);
  CHECK(world.post(subscriptions_of(world.token) + "?topic_name=a", "{}").status == 401);
  world.access = world.access_token({.iss = kOtherAccount});
  CHECK(subscribe(world, world.token, "news").status == 403);
}

TEST_CASE("A device is subscribed to at most 2000 topics") {
  FcmWorld world;
  for (int i = 0; i < 2000; ++i)
    REQUIRE(subscribe(world, world.token, "t" + std::to_string(i)).status == 200);
  CHECK(subscribe(world, world.token, "one-more").status == 429);
  CHECK(contains(
      batch(world, "Add", R"({"to":"/topics/one-more","registration_tokens":[)" + quoted(world.token) + "]}"),
      R"({"results":[{"error":"TOO_MANY_TOPICS"}]})"));
}

TEST_CASE("Topic management of before: one result for each token, in their order") {
  FcmWorld world;
  const std::string tokens = R"("registration_tokens":[)" + quoted(world.token) + ',' +
                             quoted(kNobodysToken) + R"(,"nonsense",)" + quoted(world.issue("other")) + "]}";
  const std::string results =
      R"({"results":[{},{"error":"NOT_FOUND"},{"error":"INVALID_ARGUMENT"},{"error":"PERMISSION_DENIED"}]})";
  CHECK(http::bytes_of(batch(world, "Add", R"({"to":"/topics/news",)" + tokens).body) == results);
  CHECK(world.push(R"({"message":{"topic":"news"}})").status == 200);
  CHECK(world.phone.seen.size() == 1);
  const std::string info = "/iid/info/" + http::form_encode(world.token) + "?details=true";
  const auto shown =
      world.send(wire::Party::fcm,
                 request("GET", "iid.googleapis.com", info,
                         {{"authorization", "Bearer " + world.access}, {"access_token_auth", "true"}}));
  CHECK(contains(**shown, R"("rel":{"topics":{"news":{"addDate":"2026-01-01"}}})"));
  CHECK(contains(**shown, R"("authorizedEntity":"123456789012")"));
  CHECK(http::bytes_of(batch(world, "Remove", R"({"to":"/topics/news",)" + tokens).body) == results);
  world.push(R"({"message":{"topic":"news"}})");
  CHECK(world.phone.seen.size() == 1);
}

TEST_CASE("Topic management of before, refused") {
  FcmWorld world;
  const std::string tokens = R"("registration_tokens":[)" + quoted(world.token) + "]}";
  const std::string good = R"({"to":"/topics/news",)" + tokens;
  CHECK(batch(world, "Add", good, {}).status == 401);
  CHECK(contains(batch(world, "Add", good, {}), "<H2>Error 401</H2>"));
  CHECK(world.post("/iid/v1:batchAdd", good, {{"access_token_auth", "true"}}).status == 401);
  CHECK(world.post("/iid/v1:batchAdd", good, {{"authorization", "key=demo-key"}}).status == 401);
  CHECK(batch(world, "Add", R"({"to":"news",)" + tokens).status == 400);
  CHECK(batch(world, "Add", R"({"to":"/topics/a b",)" + tokens).status == 400);
  CHECK(batch(world, "Add", R"({"to":"/topics/news","registration_tokens":[]})").status == 400);
  CHECK(batch(world, "Add", "no").status == 400);
  std::string many = R"({"to":"/topics/news","registration_tokens":["x")";
  for (int i = 0; i < 999; ++i) many += R"(,"x")";
  CHECK(batch(world, "Add", many + "]}").status == 200);
  CHECK(batch(world, "Add", many + R"(,"x"]})").status == 400);
}

TEST_CASE("Subscriptions are counted by the second, where a quota is set") {
  auto options = FcmWorld::two_projects();
  options.quotas.subscriptions_per_second = 2;
  FcmWorld world(std::move(options));
  CHECK(subscribe(world, world.token, "a").status == 200);
  CHECK(subscribe(world, world.token, "b").status == 200);
  CHECK(subscribe(world, world.token, "c").status == 429);
  CHECK(contains(
      batch(world, "Add", R"({"to":"/topics/c","registration_tokens":[)" + quoted(world.token) + "]}"),
      "RESOURCE_EXHAUSTED"));
  world.advance(1s);
  CHECK(subscribe(world, world.token, "c").status == 200);
}
