#include <catch2/catch.hpp>

#include "fakes/communication_services/registrar_request.hpp"
#include "tests/unit/communication_services/service_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

namespace {

struct User {
  std::string id;
  std::string token;
};

User make_user(ServiceWorld& cloud, const json& scopes = {"chat", "voip"}) {
  const json body{{"createTokenWithScopes", scopes}};
  const Reply made =
      cloud.send(signed_request(cloud, "POST", "/identities?api-version=2023-10-01", body.dump()));
  return {made.body["identity"]["id"], made.body["accessToken"]["token"]};
}

json ios_body(const std::string& id = "r1", const std::string& token = "apns-token") {
  return {{"registrationId", id},
          {"nodeId", ""},
          {"clientDescription",
           {{"appId", "AcsIos"},
            {"languageId", ""},
            {"platform", "iOS"},
            {"platformUIVersion", "3619/0.0.0.0/"},
            {"templateKey", "AcsIos.AcsNotify_Chat_3.0"},
            {"aesKey", auth::base64_encode(std::string(32, 'a'))},
            {"authKey", auth::base64_encode(std::string(32, 'b'))},
            {"cryptoMethod", "0x70"}}},
          {"transports", {{"APNS", {{{"ttl", 2700}, {"path", token}, {"context", ""}}}}}}};
}

json android_body(const std::string& id = "r1", const std::string& token = "fcm-token") {
  json body = ios_body(id);
  body["clientDescription"]["templateKey"] = "AcsAndroid.AcsNotify_Chat_2.0";
  body["transports"] = {{"FCM", {{{"creationTime", ""}, {"ttl", "2700"}, {"path", token}, {"context", ""}}}}};
  return body;
}

http::Request registration(const User& user, const json& body,
                           const std::string& url = "/registrar/prod/v2/registrations") {
  return request(
      "POST", "edge.skype.com", url,
      {{"Content-Type", "application/json"}, {"X-Skypetoken", user.token}, {"User-Agent", "0.0.0.0"}},
      body.dump());
}

http::Request removal(const User& user, const std::string& id) {
  return request("DELETE", "edge.skype.com", "/registrar/prod/v2/registrations/" + id,
                 {{"X-Skypetoken", user.token}});
}

json send_chat(ServiceWorld& cloud, const std::string& to) {
  return cloud.control("POST", "/chat/messages", {{"from", "bob"}, {"to", to}, {"content", "hello"}}).body;
}

std::size_t pushes_of(ServiceWorld& cloud, const std::string& to) {
  cloud.hub.seen.clear();
  send_chat(cloud, to);
  return cloud.hub.seen.size();
}

}  // namespace

TEST_CASE("both published wire forms register, with 202 exactly") {
  ServiceWorld cloud;
  cloud.link_hub();
  const User user = make_user(cloud);
  CHECK(cloud.send(registration(user, ios_body())).status == 202);
  CHECK(cloud.send(registration(user, android_body("r2"))).status == 202);
  CHECK(pushes_of(cloud, user.id) == 2);
  CHECK(cloud.hub.seen[0].headers.get("ServiceBusNotification-DeviceHandle") == "apns-token");
  CHECK(cloud.hub.seen[1].headers.get("ServiceBusNotification-DeviceHandle") == "fcm-token");
  CHECK(cloud.send(removal(user, "r1")).status == 202);
  CHECK(cloud.send(removal(user, "r1")).status == 202);
  CHECK(pushes_of(cloud, user.id) == 1);
}

TEST_CASE("the registrar answers on its other hosts and on localhost") {
  ServiceWorld cloud;
  const User user = make_user(cloud);
  for (const auto& [host, path] : std::vector<std::pair<std::string, std::string>>{
           {"edge.skype.net", "/registrar/testenv/v2/registrations"},
           {"gov.teams.microsoft.us", "/v2/registrations"},
           {"dod.teams.microsoft.us", "/v2/registrations"},
           {"127.0.0.1:10600", "/registrar/prod/v2/registrations"}}) {
    INFO(host);
    http::Request made = registration(user, ios_body(), path);
    made.authority = host;
    CHECK(cloud.send(made).status == 202);
  }
}

TEST_CASE("the dummy keys of iOS are keys, though their base64 is not canonical") {
  CHECK(acs::decode_key(acs::kDummyAesKey)->size() == 32);
  CHECK(acs::decode_key(acs::kDummyAuthKey)->size() == 32);
  CHECK_FALSE(auth::base64_decode(acs::kDummyAesKey));
  CHECK(acs::decode_key(auth::base64_encode(std::string(32, 'k'))) == std::string(32, 'k'));
  CHECK_FALSE(acs::decode_key(""));
  CHECK_FALSE(acs::decode_key(std::string(44, '=')));
  CHECK_FALSE(acs::decode_key(std::string(44, 'A')));
  ServiceWorld cloud;
  json body = ios_body();
  body["clientDescription"]["aesKey"] = acs::kDummyAesKey;
  body["clientDescription"]["authKey"] = acs::kDummyAuthKey;
  CHECK(cloud.send(registration(make_user(cloud), body)).status == 202);
}

TEST_CASE("a chat registration lasts for its time to live, a number or a text") {
  ServiceWorld cloud;
  cloud.link_hub();
  for (const json& body : {ios_body(), android_body()}) {
    const User user = make_user(cloud);
    cloud.send(registration(user, body));
    cloud.world.advance(45min - 1ns);
    CHECK(pushes_of(cloud, user.id) == 1);
    cloud.world.advance(1ns);
    CHECK(send_chat(cloud, user.id)["verdict"]["cause"] == "registration-expired");
  }
}

TEST_CASE("renewals with new ids are one registration of the device token") {
  ServiceWorld cloud;
  cloud.link_hub();
  const User user = make_user(cloud);
  for (const char* id : {"r1", "r2", "r3"}) {
    cloud.send(registration(user, android_body(id)));
    cloud.world.advance(15min);
  }
  CHECK(pushes_of(cloud, user.id) == 1);
  // The entry that a renewal replaced is gone, and removing it removes nothing.
  cloud.send(removal(user, "r1"));
  CHECK(pushes_of(cloud, user.id) == 1);
  cloud.send(removal(user, "r3"));
  CHECK(pushes_of(cloud, user.id) == 0);
}

TEST_CASE("an id registered again moves to its new token") {
  ServiceWorld cloud;
  cloud.link_hub();
  const User user = make_user(cloud);
  cloud.send(registration(user, ios_body("r1", "old")));
  cloud.send(registration(user, ios_body("r1", "new")));
  CHECK(pushes_of(cloud, user.id) == 1);
  CHECK(cloud.hub.seen[0].headers.get("ServiceBusNotification-DeviceHandle") == "new");
}

TEST_CASE("one user cannot remove another's registration, even by its id") {
  ServiceWorld cloud;
  cloud.link_hub();
  const User alice = make_user(cloud);
  const User bob = make_user(cloud);
  cloud.send(registration(alice, ios_body()));
  CHECK(cloud.send(removal(bob, "r1")).status == 202);
  CHECK(pushes_of(cloud, alice.id) == 1);
}

TEST_CASE("an account switched without unregistering leaves both registered, as users report") {
  ServiceWorld cloud;
  cloud.link_hub();
  const User alice = make_user(cloud);
  const User bob = make_user(cloud);
  cloud.send(registration(alice, ios_body("r1")));
  cloud.send(registration(bob, ios_body("r2")));
  CHECK(pushes_of(cloud, alice.id) == 1);
  CHECK(pushes_of(cloud, bob.id) == 1);
}

TEST_CASE("the device behind a token is named in the trace") {
  ServiceWorld cloud;
  cloud.link_hub();
  cloud.world.directory.write("apns-token", {"phone", "alice"});
  const User user = make_user(cloud);
  cloud.send(registration(user, ios_body()));
  CHECK(cloud.notifications(send_chat(cloud, user.id)).at(0).device == "phone");
}

TEST_CASE("a bad user token is 401") {
  ServiceWorld cloud;
  const User user = make_user(cloud);
  CHECK(cloud.send(request("POST", "edge.skype.com", "/registrar/prod/v2/registrations")).status == 401);
  User stranger = user;
  stranger.token = "abc";
  CHECK(cloud.send(registration(stranger, ios_body())).status == 401);
  stranger.token = user.token.substr(0, user.token.size() - 4) + "AAAA";
  CHECK(cloud.send(registration(stranger, ios_body())).status == 401);
  CHECK(cloud.send(removal(stranger, "r1")).status == 401);

  const std::string path = "/identities/" + user.id + "/:revokeAccessTokens?api-version=2023-10-01";
  CHECK(cloud.send(registration(user, ios_body())).status == 202);
  CHECK(cloud.send(signed_request(cloud, "POST", path)).status == 204);
  const Reply revoked = cloud.send(registration(user, ios_body()));
  CHECK(revoked.status == 401);
  CHECK(revoked.body["error"]["code"] == "Unauthorized");
}

TEST_CASE("a token issued after a revocation counts, within the same second too") {
  ServiceWorld cloud;
  const User user = make_user(cloud);
  const std::string base = "/identities/" + user.id;
  cloud.send(signed_request(cloud, "POST", base + "/:revokeAccessTokens?api-version=2023-10-01"));
  const Reply issued = cloud.send(signed_request(
      cloud, "POST", base + "/:issueAccessToken?api-version=2023-10-01", R"({"scopes":["chat","voip"]})"));
  const User again{user.id, issued.body["token"]};
  CHECK(cloud.send(registration(again, ios_body())).status == 202);
  CHECK(cloud.send(registration(user, ios_body())).status == 401);
}

TEST_CASE("an expired user token is 401, by the cloud's clock") {
  ServiceWorld cloud;
  const User user = make_user(cloud);
  CHECK(cloud.send(registration(user, ios_body())).status == 202);
  cloud.world.advance(24h - 1s);
  CHECK(cloud.send(registration(user, ios_body())).status == 202);
  cloud.world.advance(1s);
  CHECK(cloud.send(registration(user, ios_body())).status == 401);
}

TEST_CASE("a user token without the scope is 403") {
  ServiceWorld cloud;
  json calling = ios_body();
  calling["clientDescription"]["templateKey"] = "AcsIos.AcsNotify_Calling_1.0";
  CHECK(cloud.send(registration(make_user(cloud, {"voip"}), ios_body())).status == 403);
  CHECK(cloud.send(registration(make_user(cloud, {"chat.join"}), ios_body())).status == 403);
  CHECK(cloud.send(registration(make_user(cloud, {"chat"}), calling)).status == 403);
  calling["transports"]["APNS"][0]["ttl"] = 300;
  CHECK(cloud.send(registration(make_user(cloud, {"voip"}), calling)).status == 202);
}

TEST_CASE("malformed registrations are 400") {
  ServiceWorld cloud;
  const User user = make_user(cloud);
  const auto with = [](const char* pointer, const json& value) {
    json body = ios_body();
    body[json::json_pointer(pointer)] = value;
    return body;
  };
  const auto without = [](const char* parent, const char* member) {
    json body = ios_body();
    body[json::json_pointer(parent)].erase(member);
    return body;
  };
  json calling = ios_body();
  calling["clientDescription"]["templateKey"] = "AcsIos.AcsNotify_Calling_1.0";
  calling["transports"]["APNS"][0]["ttl"] = 299;
  for (const json& body : {json::array(),
                           json::object(),
                           with("/registrationId", ""),
                           with("/registrationId", 1),
                           without("", "registrationId"),
                           without("", "clientDescription"),
                           without("", "transports"),
                           with("/clientDescription", 1),
                           with("/clientDescription/templateKey", "Unheard"),
                           with("/clientDescription/templateKey", nullptr),
                           with("/clientDescription/aesKey", "abc"),
                           with("/clientDescription/authKey", auth::base64_encode("short")),
                           with("/transports", json::array()),
                           with("/transports", {{"WNS", {{{"path", "x"}}}}}),
                           with("/transports/APNS", json::array()),
                           with("/transports/APNS", {1}),
                           with("/transports/APNS/0/path", ""),
                           with("/transports/APNS/0/path", 1),
                           with("/transports/APNS/0/ttl", 0),
                           with("/transports/APNS/0/ttl", -5),
                           with("/transports/APNS/0/ttl", "soon"),
                           with("/transports/APNS/0/ttl", "12x"),
                           with("/transports/APNS/0/ttl", 2.5),
                           with("/transports/APNS/0/ttl", 15552001),
                           with("/transports/APNS/0/ttl", "99999999999999999999"),
                           with("/transports/APNS/0/ttl", 18446744073709551615U),
                           calling}) {
    INFO(body);
    CHECK(cloud.send(registration(user, body)).status == 400);
  }
  http::Request garbage = registration(user, ios_body());
  garbage.body = http::make_body("{\"registrationId\":");
  CHECK(cloud.send(garbage).status == 400);
  json web = ios_body();
  web["transports"] = {{"TROUTER", {{{"path", "https://x"}, {"ttl", 3600}}}}};
  CHECK(cloud.send(registration(user, web)).status == 501);
}

TEST_CASE("revoking tokens and deleting an identity remove its registrations") {
  for (const bool deleted : {false, true}) {
    ServiceWorld cloud;
    cloud.link_hub();
    cloud.register_iphone("phone", "alice");
    const std::string id = cloud.control("GET", "/users").body[0]["id"];
    CHECK(cloud.call()["verdict"]["state"] == "delivered");
    const std::string path = "/identities/" + id + (deleted ? "" : "/:revokeAccessTokens");
    CHECK(cloud.send(signed_request(cloud, deleted ? "DELETE" : "POST", path + "?api-version=2023-10-01"))
              .status == 204);
    CHECK(cloud.cause_of_call() == "no-registration");
  }
}

TEST_CASE("a deleted identity has no channel either, and its name is free again") {
  ServiceWorld cloud;
  cloud.connect("phone", "alice");
  const std::string id = cloud.control("GET", "/users").body[0]["id"];
  cloud.send(signed_request(cloud, "DELETE", "/identities/" + id + "?api-version=2023-10-01"));
  CHECK(cloud.cause_of_call() == "no-registration");
  CHECK(cloud.control("GET", "/users").body[0]["name"] != id);
  CHECK(cloud.control("POST", "/calls", {{"from", "bob"}, {"to", id}}).status == 404);
}

TEST_CASE("a device registers the user's identity, and replaces what it registered before") {
  ServiceWorld cloud;
  cloud.link_hub();
  const Reply made = cloud.register_iphone("phone", "alice");
  CHECK(made.status == 200);
  CHECK(made.body["id"] == cloud.control("GET", "/users").body[0]["id"]);
  cloud.register_iphone("phone", "carol");
  CHECK(cloud.cause_of_call() == "no-registration");
  CHECK(cloud.call("carol")["verdict"]["state"] == "delivered");
  cloud.register_iphone("phone", "carol", {{"tokens", {{"voip", "renewed"}}}});
  cloud.hub.seen.clear();
  cloud.call("carol");
  REQUIRE(cloud.hub.seen.size() == 1);
  CHECK(cloud.hub.seen[0].headers.get("ServiceBusNotification-DeviceHandle") == "renewed");
}

TEST_CASE("a device's registration is held to its bounds") {
  ServiceWorld cloud;
  for (const std::int64_t seconds : {300, 86'400, 15'552'000}) {
    CHECK(cloud.register_iphone("phone", "alice", {{"ttl_seconds", seconds}}).status == 200);
  }
  for (const json& more :
       {json{{"ttl_seconds", 299}}, json{{"ttl_seconds", 15'552'001}}, json{{"ttl_seconds", "300"}},
        json{{"platform", "windows"}}, json{{"platform", nullptr}}, json{{"tokens", nullptr}},
        json{{"tokens", {{"fcm", "x"}}}}, json{{"user", nullptr}}, json{{"user", ""}}}) {
    INFO(more);
    const Reply reply = cloud.register_iphone("phone", "alice", more);
    CHECK(reply.status == 400);
    CHECK(reply.body["error"].contains("hint"));
  }
  CHECK(cloud.register_iphone("phone", "alice", {{"resource", "nobody"}}).status == 404);
  CHECK(cloud.register_iphone("phone", "8:acs:unknown").status == 404);
  CHECK(cloud.device("PUT", "/channels/phone", {{"user", "alice"}}).status == 400);
  CHECK(cloud.device("PUT", "/channels/phone", {{"connected", true}}).status == 400);
  CHECK(cloud.device("PUT", "/channels/phone", {{"connected", false}}).status == 204);
  CHECK(cloud.device("GET", "/channels/phone").status == 405);
}

TEST_CASE("the control API shows what is registered, without keys, and what has expired") {
  ServiceWorld cloud;
  const User user = make_user(cloud);
  cloud.send(registration(user, ios_body("r1", "apns-token")));
  cloud.register_android("pixel", "alice", {{"ttl_seconds", 300}});
  cloud.world.advance(300s);
  const json all = cloud.control("GET", "/registrations").body;
  REQUIRE(all.size() == 3);
  const json mine = cloud.control("GET", "/registrations?user=" + user.id).body;
  REQUIRE(mine.size() == 1);
  CHECK(mine[0] == json({{"id", "r1"},
                         {"user", user.id},
                         {"user_id", user.id},
                         {"purpose", "chat"},
                         {"platform", "ios"},
                         {"token", "apns-token"},
                         {"device", nullptr},
                         {"expires_at", "2026-01-01T00:45:00Z"},
                         {"expired", false}}));
  const json hers = cloud.control("GET", "/registrations?user=alice").body;
  REQUIRE(hers.size() == 2);
  CHECK(hers[0]["purpose"] == "calls");
  CHECK(hers[1]["device"] == "pixel");
  CHECK(hers[1]["expired"] == true);
  CHECK(cloud.control("GET", "/registrations?user=nobody").body.empty());
}

TEST_CASE("a device may give the keys for its chat pushes, of 32 bytes each") {
  ServiceWorld cloud;
  const std::string good = auth::base64_encode(std::string(32, 'k'));
  const auto status = [&cloud](const json& keys) {
    return cloud.register_iphone("iphone", "alice", {{"chat_keys", keys}}).status;
  };
  CHECK(status({{"aes", good}, {"auth", good}}) == 200);
  CHECK(status({{"aes", good}}) == 400);
  CHECK(status({{"aes", good}, {"auth", "short"}}) == 400);
}
