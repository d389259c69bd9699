#include <catch2/catch.hpp>

#include "tests/unit/communication_services/chat_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

namespace {

// What came to the device by its channel since the last look.
std::vector<json> events_on(ServiceWorld& cloud, const std::string& device) {
  std::vector<json> events;
  for (const http::Request& seen : cloud.devices.seen) {
    if (seen.authority == device) events.push_back(json::parse(http::bytes_of(seen.body)));
  }
  cloud.devices.seen.clear();
  return events;
}

json only_event_on(ServiceWorld& cloud, const std::string& device) {
  const std::vector<json> events = events_on(cloud, device);
  REQUIRE(events.size() == 1);
  return events.front();
}

}  // namespace

TEST_CASE("each event of chat comes by the channel, as the SDKs read it") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  cloud.connect("bobs", thread.bob.id);
  const std::string message = thread.post(cloud, thread.alice, "Soup?");
  const std::string path = thread.path + "/messages/" + message;
  json event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 200);
  CHECK(event["senderId"] == thread.alice.id);
  CHECK(event["recipientMri"] == thread.bob.id);
  CHECK(event["groupId"] == thread.id);
  CHECK(event["messageId"] == message);
  CHECK(event["messageType"] == "Text");
  CHECK(event["messageBody"] == "Soup?");
  CHECK(event["acsChatMessageMetadata"] == "null");

  chat(cloud, thread.alice, "PATCH", path, {{"metadata", {{"a", "1"}}}});
  event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 247);
  CHECK(event["edittime"] == "2026-01-01T00:00:00.000Z");
  CHECK(event["acsChatMessageMetadata"] == R"({"a":"1"})");

  chat(cloud, thread.alice, "DELETE", path);
  event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 248);
  CHECK(event.contains("deletetime"));
  CHECK_FALSE(event.contains("messageBody"));

  chat(cloud, thread.alice, "POST", thread.path + "/typing", {{"senderDisplayName", "Alice"}});
  event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 245);
  CHECK(event["senderDisplayName"] == "Alice");

  chat(cloud, thread.alice, "POST", thread.path + "/readReceipts", {{"chatMessageId", message}});
  event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 246);
  CHECK(json::parse(event["messageBody"].get<std::string>())["consumptionhorizon"] ==
        message + ";1767225600000;" + message);
}

TEST_CASE("events of a thread nest JSON as a text that survives unescape()") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  cloud.connect("bobs", thread.bob.id);
  cloud.connect("carols", thread.carol.id);
  chat(cloud, thread.alice, "PATCH", thread.path, {{"topic", "100%41"}});
  json event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 258);
  CHECK(event["threadId"] == thread.id);
  CHECK(event["properties"] == R"({"topic":"100%2541"})");
  CHECK(json::parse(event["editedBy"].get<std::string>())["participantId"] == thread.alice.id);

  chat(cloud, thread.alice, "POST", thread.path + "/participants/:add",
       {{"participants", json::array({participant(thread.carol)})}});
  event = only_event_on(cloud, "carols");
  CHECK(event["eventId"] == 260);
  CHECK(json::parse(event["participantsAdded"].get<std::string>())[0]["participantId"] == thread.carol.id);

  chat(cloud, thread.alice, "POST", thread.path + "/participants/:remove", identifier(thread.carol.id));
  event = only_event_on(cloud, "carols");
  CHECK(event["eventId"] == 261);
  chat(cloud, thread.alice, "DELETE", thread.path);
  CHECK(events_on(cloud, "carols").empty());

  chat(cloud, thread.alice, "POST", "",
       {{"topic", "Lunch"}, {"participants", json::array({participant(thread.bob)})}});
  event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 257);
  CHECK(json::parse(event["members"].get<std::string>()).size() == 2);
}

TEST_CASE("a deleted thread is told with who did it, or that the policy did") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  cloud.connect("bobs", thread.bob.id);
  chat(cloud, thread.alice, "DELETE", thread.path);
  json event = only_event_on(cloud, "bobs");
  CHECK(event["eventId"] == 259);
  CHECK(event["reason"] == "deletedByUser");
  const json policy{{"kind", "threadCreationDate"}, {"deleteThreadAfterDays", 30}};
  chat(cloud, thread.alice, "POST", "",
       {{"topic", "a"},
        {"retentionPolicy", policy},
        {"participants", json::array({participant(thread.bob)})}});
  event = only_event_on(cloud, "bobs");
  const json properties = json::parse(event["properties"].get<std::string>());
  CHECK(properties["retentionPolicy"] ==
        R"({"retentionPolicyType":"DeleteAfterCreationTime","executeAfter":"30.00:00:00"})");
  cloud.world.advance(30 * 24h);
  CHECK(only_event_on(cloud, "bobs")["reason"] == "deletedByPolicy");
}

TEST_CASE("only a message notifies: the rest goes by channels and has no verdict") {
  ServiceWorld cloud;
  cloud.link_hub();
  const Conversation thread(cloud);
  cloud.register_iphone("bobs", thread.bob.id);
  chat(cloud, thread.alice, "POST", thread.path + "/typing");
  CHECK(cloud.world.wire.ledger().notifications(cloud.world.last_trace).empty());
  cloud.connect("bobs", thread.bob.id);
  cloud.connect("alices", thread.alice.id);
  chat(cloud, thread.alice, "POST", thread.path + "/typing");
  CHECK(cloud.devices.seen.size() == 1);
  CHECK(cloud.world.wire.ledger().notifications(cloud.world.last_trace).empty());
  CHECK(cloud.hub.seen.empty());

  // The writer's own devices show it as well, and that is no delivery.
  cloud.devices.seen.clear();
  thread.post(cloud, thread.alice, "Soup?");
  CHECK(cloud.devices.seen.size() == 2);
  const auto notifications = cloud.world.wire.ledger().notifications(cloud.world.last_trace);
  REQUIRE(notifications.size() == 1);
  CHECK(notifications[0].device == "bobs");
  CHECK(notifications[0].kind == "chat-message");
}

TEST_CASE("a message of the REST interface is pushed like one of the control API") {
  ServiceWorld cloud;
  cloud.link_hub();
  const Conversation thread(cloud);
  cloud.register_android("bobs", thread.bob.id);
  thread.post(cloud, thread.alice, "Soup?");
  REQUIRE(cloud.hub.seen.size() == 1);
  CHECK(cloud.world.verdict().by == "fcm");
  const json body = json::parse(http::bytes_of(cloud.hub.seen[0].body));
  CHECK(body["message"]["data"]["eventId"] == "200");
}

TEST_CASE("a broken channel is no matter for what does not notify") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  cloud.connect("bobs", thread.bob.id);
  cloud.devices.status = 500;
  CHECK(chat(cloud, thread.alice, "POST", thread.path + "/typing").status == 200);
}
