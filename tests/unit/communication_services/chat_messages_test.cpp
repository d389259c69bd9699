#include <catch2/catch.hpp>

#include "tests/unit/communication_services/chat_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

TEST_CASE("a message is sent, shown, changed and deleted by its writer") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const Reply sent = chat(cloud, thread.alice, "POST", thread.path + "/messages",
                          {{"content", "<b>Soup?</b>"},
                           {"type", "html"},
                           {"senderDisplayName", "Alice"},
                           {"metadata", {{"a", "1"}}}});
  CHECK(sent.status == 201);
  const std::string path = thread.path + "/messages/" + sent.body["id"].get<std::string>();
  json shown = chat(cloud, thread.bob, "GET", path).body;
  CHECK(shown["type"] == "html");
  CHECK(shown["sequenceId"] == "3");
  CHECK(shown["version"] == sent.body["id"]);
  CHECK(shown["senderDisplayName"] == "Alice");
  CHECK(shown["senderCommunicationIdentifier"]["communicationUser"]["id"] == thread.alice.id);

  cloud.world.advance(1min);
  CHECK(chat(cloud, thread.alice, "PATCH", path, {{"metadata", {{"a", nullptr}, {"b", "2"}}}}).status == 204);
  CHECK(chat(cloud, thread.alice, "PATCH", path, {{"content", "Salad?"}}).status == 204);
  shown = chat(cloud, thread.bob, "GET", path).body;
  CHECK(shown["content"]["message"] == "Salad?");
  CHECK(shown["metadata"] == json({{"b", "2"}}));
  CHECK(shown["editedOn"] == "2026-01-01T00:01:00Z");
  CHECK(shown["version"] > sent.body["id"]);

  CHECK(chat(cloud, thread.alice, "DELETE", path).status == 204);
  shown = chat(cloud, thread.bob, "GET", path).body;
  CHECK(shown["deletedOn"] == "2026-01-01T00:01:00Z");
  CHECK_FALSE(shown.contains("content"));
  CHECK(chat(cloud, thread.alice, "PATCH", path, {{"content", "x"}}).status == 404);
  CHECK(chat(cloud, thread.alice, "DELETE", path).status == 404);
}

TEST_CASE("nobody changes what another, or the service, wrote") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const std::string path = thread.path + "/messages/" + thread.post(cloud, thread.alice, "Soup?");
  CHECK(chat(cloud, thread.bob, "PATCH", path, {{"content", "x"}}).status == 403);
  CHECK(chat(cloud, thread.bob, "DELETE", path).status == 403);
  const json messages = chat(cloud, thread.alice, "GET", thread.path + "/messages").body["value"];
  const std::string own = thread.path + "/messages/" + messages[1]["id"].get<std::string>();
  CHECK(chat(cloud, thread.alice, "DELETE", own).status == 403);
}

TEST_CASE("messages that make no sense are refused") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const auto status = [&](const json& body) {
    return chat(cloud, thread.alice, "POST", thread.path + "/messages", body).status;
  };
  CHECK(status({}) == 400);
  CHECK(status({{"content", ""}}) == 400);
  CHECK(status({{"content", 1}}) == 400);
  CHECK(status({{"content", "a"}, {"type", "topicUpdated"}}) == 400);
  CHECK(status({{"content", "a"}, {"senderDisplayName", 1}}) == 400);
  CHECK(status({{"content", "a"}, {"metadata", "x"}}) == 400);
  CHECK(status({{"content", std::string(28 * 1024, 'x')}}) == 201);
  CHECK(status({{"content", std::string(28 * 1024 + 1, 'x')}}) == 413);
  const std::string path = thread.path + "/messages/" + thread.post(cloud, thread.alice, "Soup?");
  CHECK(chat(cloud, thread.alice, "PATCH", path, {{"content", ""}}).status == 400);
  CHECK(chat(cloud, thread.alice, "PATCH", path, {{"content", std::string(28 * 1024 + 1, 'x')}}).status ==
        413);
  CHECK(chat(cloud, thread.alice, "PATCH", path, {{"content", "x"}}, {{"Content-Type", "application/json"}})
            .status == 415);
}

TEST_CASE("a participant sees what was written from his shared history on") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const std::string before = thread.post(cloud, thread.alice, "before");
  cloud.world.advance(1h);
  const std::string after = thread.post(cloud, thread.alice, "after");
  json carol = participant(thread.carol);
  carol["shareHistoryTime"] = "2026-01-01T00:30:00Z";
  CHECK(chat(cloud, thread.bob, "POST", thread.path + "/participants/:add",
             {{"participants", json::array({carol})}})
            .body == json::object());
  CHECK(chat(cloud, thread.carol, "GET", thread.path + "/messages/" + before).status == 404);
  CHECK(chat(cloud, thread.carol, "GET", thread.path + "/messages/" + after).status == 200);
  CHECK(
      chat(cloud, thread.carol, "POST", thread.path + "/readReceipts", {{"chatMessageId", before}}).status ==
      404);
  const json seen = chat(cloud, thread.carol, "GET", thread.path + "/messages").body["value"];
  REQUIRE(seen.size() == 2);
  CHECK(seen[0]["type"] == "participantAdded");
  CHECK(seen[1]["content"]["message"] == "after");
}

TEST_CASE("messages are listed newest first, by pages and from a time on") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  thread.post(cloud, thread.alice, "one");
  cloud.world.advance(1min);
  thread.post(cloud, thread.alice, "two");
  thread.post(cloud, thread.alice, "three");
  const json first = chat(cloud, thread.bob, "GET", thread.path + "/messages?maxPageSize=2").body;
  CHECK(first["value"][0]["content"]["message"] == "three");
  const std::string link = first["nextLink"];
  const json recent =
      chat(cloud, thread.bob, "GET", thread.path + "/messages?startTime=2026-01-01T00:01:00Z").body["value"];
  CHECK(recent.size() == 2);
  // What comes meanwhile shifts nothing.
  thread.post(cloud, thread.alice, "four");
  http::Request next =
      request("GET", "droppoint-acs.communication.azure.com", link.substr(link.find("/chat")),
              {{"Authorization", "Bearer " + thread.bob.token}});
  const json second = cloud.send(next).body;
  CHECK(second["value"][0]["content"]["message"] == "one");
  CHECK(second["value"][1]["type"] == "topicUpdated");
  CHECK(second.contains("nextLink"));
}

TEST_CASE("who is removed is out, and who is in already stays as he is") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const json bob{{"participants", json::array({participant(thread.bob)})}};
  const auto size = [&] {
    return chat(cloud, thread.alice, "GET", thread.path + "/messages").body["value"].size();
  };
  const std::size_t messages = size();
  CHECK(chat(cloud, thread.alice, "POST", thread.path + "/participants/:add", bob).status == 201);
  CHECK(size() == messages);
  CHECK(chat(cloud, thread.alice, "POST", thread.path + "/participants/:add", {}).status == 400);

  CHECK(chat(cloud, thread.alice, "POST", thread.path + "/participants/:remove", json::object()).status ==
        400);
  CHECK(chat(cloud, thread.alice, "POST", thread.path + "/participants/:remove", identifier(thread.carol.id))
            .status == 404);
  CHECK(chat(cloud, thread.bob, "POST", thread.path + "/participants/:remove", identifier(thread.bob.id))
            .status == 204);
  for (const char* path : {"", "/messages", "/participants", "/readReceipts"}) {
    CHECK(chat(cloud, thread.bob, "GET", thread.path + path).status == 403);
  }
  CHECK(chat(cloud, thread.bob, "POST", thread.path + "/typing").status == 403);
  CHECK(chat(cloud, thread.bob, "GET", "").body["value"].empty());
}

TEST_CASE("a thread holds at most 250 participants") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const auto add = [&](int count) {
    json people = json::array();
    for (int index = 0; index < count; ++index) people.push_back(participant(make_chat_user(cloud)));
    return chat(cloud, thread.alice, "POST", thread.path + "/participants/:add", {{"participants", people}})
        .status;
  };
  CHECK(add(200) == 201);
  CHECK(add(48) == 201);
  CHECK(add(1) == 400);
}

TEST_CASE("a read receipt moves on and never back") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const std::string first = thread.post(cloud, thread.alice, "one");
  const std::string second = thread.post(cloud, thread.alice, "two");
  const auto read = [&](const std::string& message) {
    return chat(cloud, thread.bob, "POST", thread.path + "/readReceipts", {{"chatMessageId", message}})
        .status;
  };
  const auto receipts = [&] {
    return chat(cloud, thread.alice, "GET", thread.path + "/readReceipts").body["value"];
  };
  CHECK(read(second) == 200);
  CHECK(read(first) == 200);
  REQUIRE(receipts().size() == 1);
  CHECK(receipts()[0]["chatMessageId"] == second);
  CHECK(receipts()[0]["senderCommunicationIdentifier"]["rawId"] == thread.bob.id);
  CHECK(read("1") == 404);
  CHECK(read("") == 400);
}
