#include <catch2/catch.hpp>

#include "tests/unit/communication_services/chat_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

TEST_CASE("a thread is made with its creator in it, and its first entries are the service's own") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const Reply shown = chat(cloud, thread.bob, "GET", thread.path);
  CHECK(shown.status == 200);
  CHECK(shown.body["topic"] == "Lunch");
  CHECK(shown.body["createdOn"] == "2026-01-01T00:00:00Z");
  CHECK(shown.body["createdByCommunicationIdentifier"]["rawId"] == thread.alice.id);
  const json messages = chat(cloud, thread.bob, "GET", thread.path + "/messages").body["value"];
  REQUIRE(messages.size() == 2);
  CHECK(messages[0]["type"] == "topicUpdated");
  CHECK(messages[0]["sequenceId"] == "2");
  CHECK(messages[1]["type"] == "participantAdded");
  const json& people = messages[1]["content"]["participants"];
  REQUIRE(people.size() == 2);
  CHECK(people[0]["communicationIdentifier"]["rawId"] == thread.alice.id);
  CHECK(people[0]["shareHistoryTime"] == "1970-01-01T00:00:00Z");
  CHECK(messages[1]["content"]["initiatorCommunicationIdentifier"]["rawId"] == thread.alice.id);
}

TEST_CASE("who cannot be in a thread is said within the 201") {
  ServiceWorld cloud;
  const ChatUser alice = make_chat_user(cloud);
  const std::string gone = "8:acs:11111111-1111-4111-8111-111111111111_gone";
  const json people = json::array({{{"communicationIdentifier", identifier("8:acs:other_user")}},
                                   {{"communicationIdentifier", identifier(gone)}},
                                   {{"communicationIdentifier", {{"phoneNumber", {{"value", "+1555"}}}}}},
                                   participant(alice)});
  const Reply made = chat(cloud, alice, "POST", "", {{"topic", "Lunch"}, {"participants", people}});
  CHECK(made.status == 201);
  CHECK(made.headers.get("Location")
            ->starts_with("http://droppoint-acs.communication.azure.com/chat/threads/19%3A"));
  const json& invalid = made.body["invalidParticipants"];
  REQUIRE(invalid.size() == 3);
  CHECK(invalid[0] ==
        json({{"target", "8:acs:other_user"}, {"code", "403"}, {"message", "Permissions check failed"}}));
  CHECK(invalid[1] == json({{"target", gone}, {"code", "404"}, {"message", "Not found"}}));
  CHECK(invalid[2]["target"] == "4:+1555");
  const std::string path = '/' + made.body["chatThread"]["id"].get<std::string>();
  CHECK(chat(cloud, alice, "GET", path + "/participants").body["value"].size() == 1);
}

TEST_CASE("a repeated request makes one thread, for each user his own") {
  ServiceWorld cloud;
  const ChatUser alice = make_chat_user(cloud);
  const ChatUser bob = make_chat_user(cloud);
  const auto create = [&cloud](const ChatUser& user, const std::string& request) {
    return chat(cloud, user, "POST", "", {{"topic", "Lunch"}}, {{"repeatability-request-id", request}});
  };
  const Reply first = create(alice, "r1");
  const Reply second = create(alice, "r1");
  CHECK(second.status == 201);
  CHECK(second.body == first.body);
  CHECK(second.headers.get("repeatability-result") == "accepted");
  CHECK(create(alice, "r2").body != first.body);
  CHECK(create(bob, "r1").body != first.body);
  CHECK(chat(cloud, alice, "GET", "").body["value"].size() == 2);
}

TEST_CASE("bodies of threads that make no sense are 400") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const auto status = [&](const json& body) { return chat(cloud, thread.alice, "POST", "", body).status; };
  CHECK(status({}) == 400);
  CHECK(status({{"topic", ""}}) == 400);
  CHECK(status({{"topic", 1}}) == 400);
  CHECK(status({{"topic", "a"}, {"participants", "bob"}}) == 400);
  CHECK(status({{"topic", "a"}, {"participants", json::array({1})}}) == 400);
  CHECK(status({{"topic", "a"}, {"participants", json::array({json::object()})}}) == 400);
  const json nobody{{"communicationIdentifier", json::object()}};
  CHECK(status({{"topic", "a"}, {"participants", json::array({nobody})}}) == 400);
  json two_users{{"communicationIdentifier", identifier(thread.bob.id)}};
  two_users["communicationIdentifier"]["rawId"] = thread.alice.id;
  CHECK(status({{"topic", "a"}, {"participants", json::array({two_users})}}) == 400);
  json no_time = participant(thread.bob);
  no_time["shareHistoryTime"] = "yesterday";
  CHECK(status({{"topic", "a"}, {"participants", json::array({no_time})}}) == 400);
  CHECK(status({{"topic", "a"}, {"participants", json(201, participant(thread.bob))}}) == 400);
  CHECK(status({{"topic", "a"}, {"metadata", {{"k", 1}}}}) == 400);
  CHECK(status({{"topic", "a"}, {"metadata", {{"k", std::string(1024, 'x')}}}}) == 400);
  CHECK(status({{"topic", "a"}, {"retentionPolicy", {{"kind", "forever"}}}}) == 400);
  for (const int days : {29, 91}) {
    CHECK(status({{"topic", "a"},
                  {"retentionPolicy", {{"kind", "threadCreationDate"}, {"deleteThreadAfterDays", days}}}}) ==
          400);
  }
}

TEST_CASE("requests are refused in order: token, api-version, scope, thread, membership") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const std::string host = "droppoint-acs.communication.azure.com";
  const std::string target = "/chat/threads/" + thread.id;
  const auto get = [&](const std::string& token, const std::string& path) {
    http::Headers headers;
    if (!token.empty()) headers.add("Authorization", "Bearer " + token);
    return cloud.send(request("GET", host, path, std::move(headers)));
  };
  const Reply anonymous = get("", target);
  CHECK(anonymous.status == 401);
  CHECK(anonymous.body["error"]["code"] == "Unauthorized");
  CHECK(get("abc", target).status == 401);
  CHECK(get(thread.alice.token, target).status == 400);
  CHECK(get(make_chat_user(cloud, {"voip"}).token, target + "?api-version=1").status == 403);
  CHECK(chat(cloud, thread.alice, "GET", "/19:none@thread.v2").status == 404);
  const Reply foreign = chat(cloud, thread.carol, "GET", thread.path);
  CHECK(foreign.status == 403);
  CHECK(foreign.body["error"]["code"] == "Forbidden");
  CHECK(foreign.body["error"]["message"] ==
        "The initiator doesn't have the permission to perform the requested operation.");
  CHECK(chat(cloud, thread.alice, "PUT", thread.path).status == 405);
  CHECK(chat(cloud, thread.alice, "GET", thread.path + "/nothing").status == 404);
}

TEST_CASE("a token of one resource opens no chat of another") {
  ServiceWorld cloud;
  cloud.add_resource("other-acs", "22222222-2222-4222-8222-222222222222");
  const Conversation thread(cloud);
  http::Request made = request("GET", "other-acs.communication.azure.com",
                               "/chat/threads/" + thread.id + "?api-version=2025-03-15",
                               {{"Authorization", "Bearer " + thread.alice.token}});
  CHECK(cloud.send(made).status == 401);
  made.authority = "127.0.0.1:10600";
  CHECK(cloud.send(made).status == 200);
}

TEST_CASE("what each scope may") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  const auto join = [&](const char* scope) {
    const ChatUser user = make_chat_user(cloud, {scope});
    chat(cloud, thread.alice, "POST", thread.path + "/participants/:add",
         {{"participants", json::array({participant(user)})}});
    return user;
  };
  const ChatUser joined = join("chat.join");
  const ChatUser limited = join("chat.join.limited");
  for (const ChatUser& user : {joined, limited}) {
    CHECK(chat(cloud, user, "POST", "", {{"topic", "a"}}).status == 403);
    CHECK(chat(cloud, user, "PATCH", thread.path, {{"topic", "a"}}).status == 403);
    CHECK(chat(cloud, user, "DELETE", thread.path).status == 403);
    CHECK(chat(cloud, user, "POST", thread.path + "/messages", {{"content", "a"}}).status == 201);
    CHECK(chat(cloud, user, "GET", thread.path + "/messages").status == 200);
  }
  const json carol{{"participants", json::array({participant(thread.carol)})}};
  CHECK(chat(cloud, limited, "POST", thread.path + "/participants/:add", carol).status == 403);
  CHECK(
      chat(cloud, limited, "POST", thread.path + "/participants/:remove", identifier(thread.bob.id)).status ==
      403);
  CHECK(chat(cloud, joined, "POST", thread.path + "/participants/:add", carol).status == 201);
}

TEST_CASE("revoked and expired tokens and deleted users are out") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  cloud.send(signed_request(cloud, "POST",
                            "/identities/" + thread.bob.id + "/:revokeAccessTokens?api-version=2023-10-01"));
  CHECK(chat(cloud, thread.bob, "GET", thread.path).status == 401);
  cloud.send(signed_request(cloud, "DELETE", "/identities/" + thread.bob.id + "?api-version=2023-10-01"));
  CHECK(chat(cloud, thread.alice, "GET", thread.path + "/participants").body["value"].size() == 1);
  cloud.world.advance(24h);
  CHECK(chat(cloud, thread.alice, "GET", thread.path).status == 401);
}

TEST_CASE("a thread changes by merge patch") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  CHECK(chat(cloud, thread.bob, "PATCH", thread.path,
             {{"topic", "Dinner"}, {"metadata", {{"a", "1"}, {"b", "2"}}}})
            .status == 204);
  CHECK(chat(cloud, thread.bob, "PATCH", thread.path, {{"metadata", {{"a", nullptr}, {"c", "3"}}}}).status ==
        204);
  const json shown = chat(cloud, thread.alice, "GET", thread.path).body;
  CHECK(shown["topic"] == "Dinner");
  CHECK(shown["metadata"] == json({{"b", "2"}, {"c", "3"}}));
  const json newest = chat(cloud, thread.alice, "GET", thread.path + "/messages").body["value"][0];
  CHECK(newest["content"]["topic"] == "Dinner");
  CHECK(newest["content"]["initiatorCommunicationIdentifier"]["rawId"] == thread.bob.id);
  CHECK(chat(cloud, thread.bob, "PATCH", thread.path, {{"topic", ""}}).status == 400);
  CHECK(chat(cloud, thread.bob, "PATCH", thread.path, {{"metadata", {{"c", 1}}}}).status == 400);
  CHECK(
      chat(cloud, thread.bob, "PATCH", thread.path, {{"metadata", {{"c", std::string(1024, 'x')}}}}).status ==
      400);
  CHECK(chat(cloud, thread.bob, "PATCH", thread.path, {{"topic", "a"}}, {{"Content-Type", "text/json"}})
            .status == 415);
}

TEST_CASE("a deleted thread is gone but for the list of those who were in it") {
  ServiceWorld cloud;
  const Conversation thread(cloud);
  cloud.world.advance(1h);
  CHECK(chat(cloud, thread.bob, "DELETE", thread.path).status == 204);
  CHECK(chat(cloud, thread.alice, "GET", thread.path).status == 404);
  CHECK(chat(cloud, thread.alice, "DELETE", thread.path).status == 404);
  const json listed = chat(cloud, thread.alice, "GET", "").body["value"];
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["deletedOn"] == "2026-01-01T01:00:00Z");
  CHECK(chat(cloud, thread.carol, "GET", "").body["value"].empty());
}

TEST_CASE("a retention policy deletes the thread at its time, and can be taken back") {
  ServiceWorld cloud;
  const ChatUser alice = make_chat_user(cloud);
  const json policy{{"kind", "threadCreationDate"}, {"deleteThreadAfterDays", 30}};
  const auto create = [&] {
    const Reply made = chat(cloud, alice, "POST", "", {{"topic", "Lunch"}, {"retentionPolicy", policy}});
    return '/' + made.body["chatThread"]["id"].get<std::string>();
  };
  const std::string kept = create();
  const std::string gone = create();
  CHECK(chat(cloud, alice, "GET", kept).body["retentionPolicy"] == policy);
  chat(cloud, alice, "PATCH", kept, {{"retentionPolicy", {{"kind", "none"}}}});
  CHECK_FALSE(chat(cloud, alice, "GET", kept).body.contains("retentionPolicy"));
  const auto token = [&] {
    const Reply issued = cloud.send(
        signed_request(cloud, "POST", "/identities/" + alice.id + "/:issueAccessToken?api-version=2023-10-01",
                       R"({"scopes":["chat"]})"));
    return ChatUser{alice.id, issued.body["token"]};
  };
  cloud.world.advance(30 * 24h - 1s);
  CHECK(chat(cloud, token(), "GET", gone).status == 200);
  cloud.world.advance(1s);
  CHECK(chat(cloud, token(), "GET", gone).status == 404);
  CHECK(chat(cloud, token(), "GET", kept).status == 200);
}

TEST_CASE("lists go by pages, whose links the client can follow as they are") {
  ServiceWorld cloud;
  const ChatUser alice = make_chat_user(cloud);
  for (const char* topic : {"one", "two", "three"}) chat(cloud, alice, "POST", "", {{"topic", topic}});
  const json first = chat(cloud, alice, "GET", "?maxPageSize=2").body;
  CHECK(first["value"][0]["topic"] == "three");
  const std::string link = first["nextLink"];
  CHECK(link.starts_with("http://droppoint-acs.communication.azure.com/chat/threads?maxPageSize=2&"));
  chat(cloud, alice, "POST", "", {{"topic", "four"}});
  http::Request next = request("GET", "droppoint-acs.communication.azure.com",
                               link.substr(link.find("/chat")), {{"Authorization", "Bearer " + alice.token}});
  const json second = cloud.send(next).body;
  REQUIRE(second["value"].size() == 1);
  CHECK(second["value"][0]["topic"] == "one");
  CHECK_FALSE(second.contains("nextLink"));
  for (const char* query :
       {"?maxPageSize=0", "?maxPageSize=x", "?skip=-1", "?startTime=now", "?syncState=abc"}) {
    INFO(query);
    CHECK(chat(cloud, alice, "GET", query).status == 400);
  }
}
