#include <string>
#include <vector>

#include "tests/unit/devices/devices_world.hpp"

// What PUT, PATCH, GET and DELETE of a device do, and what the phone says to the services by itself.

namespace droppoint::test {

TEST_CASE("an iPhone gets two tokens, registers and connects", "[devices]") {
  DevicesWorld world;
  const auto answer =
      world.control("PUT", "/iphone", R"({"platform":"ios","app":"com.example.app","user":"alice"})");
  CHECK(answer.status == 201);
  const Json expected = Json::parse(R"({
    "name":"iphone","platform":"ios","app":"com.example.app","user":"alice","user_id":"8:acs:alice",
    "environment":"production","tokens":{"voip":"token-1","alert":"token-2"},"register":true,"registered":true,
    "ttl":"1d","state":"background","power":"on","network":"online","app_state":"background","notifications":"on","access_token":"valid",
    "focus":"off","low_power":"off","background_refresh":"on","background_pushes_per_hour":3,
    "reports_calls":true,"unreported_calls":0,"calls":[],"screen":"none"})");
  CHECK(Json::parse(http::bytes_of(answer.body)).dump() == expected.dump());
  CHECK(world.get("/iphone") == expected);
  CHECK(world.get("") == Json::array({expected}));

  CHECK(
      lines_of(world.apns.seen) ==
      Lines{
          R"(POST /_device/tokens {"device":"iphone","app":"com.example.app","kind":"voip","environment":"production"})",
          R"(POST /_device/tokens {"device":"iphone","app":"com.example.app","kind":"alert","environment":"production"})",
          R"(PUT /_device/connections/iphone {"online":true})"});
  CHECK(
      lines_of(world.acs.seen) ==
      Lines{
          R"(PUT /_device/registrations/iphone {"user":"alice","platform":"ios","tokens":{"voip":"token-1","alert":"token-2"},"ttl_seconds":86400})"});
  CHECK(world.fcm.seen.empty());
  CHECK(world.directory.find("token-2")->device == "iphone");
  CHECK(world.directory.find("token-2")->user == "alice");
}

TEST_CASE("an Android phone gets a token of its app's project", "[devices]") {
  DevicesWorld world;
  SECTION("the default") {
    world.add_pixel();
    CHECK(world.get("/pixel")["fcm_project"] == "droppoint-project");
  }
  SECTION("given") {
    world.add_pixel(R"(,"fcm_project":"other-project")");
    CHECK(world.get("/pixel")["fcm_project"] == "other-project");
  }
  SECTION("that of the hub of its app, else of the first hub that has one") {
    resources::Namespace& name_space = world.store.namespaces()["ns"];
    name_space.hubs["a-hub"].fcm_v1 = resources::FcmV1Credential{.project_id = "first-project"};
    world.add_pixel();
    CHECK(world.get("/pixel")["fcm_project"] == "first-project");
    name_space.hubs["b-hub"].fcm_v1 = resources::FcmV1Credential{.project_id = "app-project"};
    name_space.hubs["b-hub"].apns = resources::ApnsCredential{.topic = "com.example.app"};
    CHECK(world.control("PUT", "/other", R"({"platform":"android","app":"com.example.app"})").status == 201);
    CHECK(world.get("/other")["fcm_project"] == "app-project");
  }
  const Json body = Json::parse(*world.fcm.seen[0].request.body);
  CHECK(body["project"] == world.get("/pixel")["fcm_project"]);
  CHECK_FALSE(body.contains("kind"));
  CHECK(world.get("/pixel")["tokens"] == Json{{"fcm", "token-1"}});
}

TEST_CASE("tokens, time to live and resource are passed on as given", "[devices]") {
  DevicesWorld world;
  world.add_iphone(
      R"(,"tokens":{"voip":"aa","alert":"bb"},"ttl":"45m","resource":"contoso","environment":"sandbox")");
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "aa"}, {"alert", "bb"}});
  CHECK(Json::parse(*world.apns.seen[0].request.body)["environment"] == "sandbox");
  const Json registration = Json::parse(*world.acs.seen[0].request.body);
  CHECK(registration["ttl_seconds"] == 2700);
  CHECK(registration["resource"] == "contoso");
}

TEST_CASE("a phone without user, or told not to, does not register", "[devices]") {
  DevicesWorld world;
  CHECK(world.control("PUT", "/iphone", R"({"platform":"ios","app":"com.example.app"})").status == 201);
  CHECK(world.get("/iphone")["register"] == false);
  CHECK(world.acs.seen.empty());
  world.add_pixel(R"(,"register":false)");
  CHECK(world.acs.seen.empty());
  world.patch("pixel", R"({"register":true})");
  CHECK(world.acs.seen.size() == 1);
  CHECK(world.get("/pixel")["registered"] == true);
  world.patch("pixel", R"({"register":false})");
  CHECK(lines_of(world.acs.seen).back() == "DELETE /_device/registrations/pixel");
  CHECK(world.get("/pixel")["registered"] == false);
  // Somebody signs in.
  world.patch("iphone", R"({"user":"carol"})");
  CHECK(Json::parse(*world.acs.seen.back().request.body)["user"] == "carol");
  CHECK(world.directory.find("token-1")->user == "carol");
}

TEST_CASE("mistakes are named, and nothing is made", "[devices]") {
  DevicesWorld world;
  struct Row {
    const char* body;
    const char* message;
  };
  const std::vector<Row> rows{
      {"", "the body is not JSON"},
      {"[]", "the body is no JSON object"},
      {R"({"app":"a"})", "needs 'platform'"},
      {R"({"platform":"ios"})", "needs 'app'"},
      {R"({"platform":"windows","app":"a"})", "'windows' is not possible for 'platform'"},
      {R"({"platform":7,"app":"a"})", "'7' is not possible for 'platform'"},
      {R"({"platform":"ios","app":"a","state":"asleep"})", "/state: 'asleep' is not possible for 'state'"},
      {R"({"platform":"ios","app":"a","network":"wifi"})", "/network: 'wifi' is not possible for 'network'"},
      {R"({"platform":"ios","app":"a","app_state":"offline"})",
       "/app_state: 'offline' is not possible for 'app_state'"},
      {R"({"platform":"ios","app":"a","notifications":"maybe"})",
       "/notifications: 'maybe' is not possible for 'notifications'"},
      {R"({"platform":"ios","app":"a","register":"yes"})", "/register: 'register' must be true or false"},
      {R"({"platform":"ios","app":"a","register":true})",
       "/register: a device without `user` cannot register"},
      {R"({"platform":"ios","app":"a","ttl":"soon"})", "/ttl: "},
      {R"({"platform":"ios","app":"a","ttl":"0s"})", "/ttl: must be a second or more"},
      {R"({"platform":"ios","app":"a","user":["alice"]})", "/user: 'user' must be a text"},
      {R"({"platform":"ios","app":"a","tokens":"aa"})", "/tokens: 'tokens' must be an object"},
      {R"({"platform":"ios","app":"a","tokens":{"fcm":"aa"}})", "/tokens/fcm: "},
      {R"({"platform":"android","app":"a","tokens":{"voip":"aa"}})", "/tokens/voip: "},
      {R"({"platform":"ios","app":"a","tokens":{"voip":""}})", "/tokens/voip: a token must not be empty"},
      {R"({"platform":"ios","app":"a b"})", "/app: is no bundle id"},
      {R"({"platform":"ios","app":"a","fcm_project":"p"})", "/fcm_project: is for Android devices only"},
      {R"({"platform":"android","app":"a","environment":"sandbox"})",
       "/environment: is for iOS devices only"},
      {R"({"platform":"ios","app":"a","environment":"test"})",
       "/environment: 'test' is not possible for 'environment'"},
      {R"({"platform":"ios","app":"a","usr":"alice"})", "/usr: "},
      {R"({"platform":"ios","app":"a","doze":"on"})", "/doze: is for Android devices only"},
      {R"({"platform":"ios","app":"a","standby_bucket":"rare"})",
       "/standby_bucket: is for Android devices only"},
      {R"({"platform":"android","app":"a","reports_calls":false})",
       "/reports_calls: is for iOS devices only"},
      {R"({"platform":"android","app":"a","background_refresh":"off"})",
       "/background_refresh: is for iOS devices only"},
      {R"({"platform":"android","app":"a","standby_bucket":"never"})",
       "/standby_bucket: 'never' is not possible for 'standby_bucket'"},
      {R"({"platform":"ios","app":"a","background_pushes_per_hour":-1})", "/background_pushes_per_hour: "},
      {R"({"platform":"ios","app":"a","power":"low"})", "/power: 'low' is not possible for 'power'"},
      {R"({"platform":"ios","app":"a","focus":"sleep"})", "/focus: 'sleep' is not possible for 'focus'"},
      {R"({"platform":"ios","app":"a","rotate_tokens":true,"tokens":{"voip":"aa"}})",
       "/rotate_tokens: draws all tokens anew"},
      {R"({"platform":"android","app":"a","doze":"on","state":"foreground"})",
       "/doze: a phone whose app is in front"},
      {R"({"platform":"ios","app":"a","power":"off","app_state":"foreground"})",
       "/app_state: no app is in front of a device that is switched off"},
      {R"({"restored_from":"nobody"})", "/restored_from: there is no device"},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    const auto answer = world.control("PUT", "/phone", row.body);
    CHECK(answer.status == 400);
    const Json error = Json::parse(http::bytes_of(answer.body))["error"];
    CHECK(error["code"] == "InvalidRequest");
    CHECK(error.size() == 3);
    CHECK_THAT(error["message"].get<std::string>(), Catch::Contains(row.message));
  }
  CHECK(world.control("PUT", "/no%20name", R"({"platform":"ios","app":"a"})").status == 400);
  CHECK(world.control("PUT", '/' + std::string(65, 'n'), R"({"platform":"ios","app":"a"})").status == 400);
  CHECK(world.get("") == Json::array());
  CHECK(world.apns.seen.empty());
  CHECK(world.acs.seen.empty());
}

TEST_CASE("what a device is made of does not change by PATCH", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  for (const char* body :
       {R"({"platform":"android"})", R"({"app":"other"})", R"({"environment":"sandbox"})",
        R"({"restored_from":"other"})", R"({"stat":"offline"})", R"({"tokens":{"fcm":"x"}})", "7"}) {
    INFO(body);
    CHECK(world.control("PATCH", "/iphone", body).status == 400);
  }
  CHECK(world.control("PATCH", "/nobody", R"({"state":"offline"})").status == 404);
  CHECK(world.control("PATCH", "/iphone", "{}").status == 200);
}

TEST_CASE("what is not there is 404, and a wrong method 405", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  CHECK(world.control("GET", "/nobody").status == 404);
  CHECK(world.control("DELETE", "/nobody").status == 404);
  CHECK(world.control("GET", "/nobody/notifications").status == 404);
  CHECK(world.control("GET", "/iphone/inbox").status == 404);
  CHECK(world.control("GET", "/iphone/notifications/1").status == 404);
  CHECK(world.control("GET", "-other").status == 404);
  CHECK(world.control("POST", "/iphone").status == 405);
  CHECK(world.control("POST", "").status == 405);
  const auto answer = world.control("DELETE", "/iphone/notifications");
  CHECK(answer.status == 405);
  CHECK(answer.headers.get("allow") == "GET");
  // Other parties have no business here.
  CHECK((*world.send(wire::Party::device, request("GET", "x", "/_droppoint/v1/devices"), wire::Party::fcm))
            ->status == 404);
  CHECK((*world.send(wire::Party::device, request("POST", "iphone", "/notifications/apns")))->status == 404);
  CHECK((*world.send(wire::Party::device, request("POST", "iphone", "/notifications/apns"), wire::Party::fcm))
            ->status == 404);
}

TEST_CASE("PUT of the same name replaces the device", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  const std::string body = R"({"platform":"ios","app":"com.example.app","user":"bob"})";
  CHECK(world.control("PUT", "/iphone", body).status == 200);
  const Json device = world.get("/iphone");
  CHECK(device["user"] == "bob");
  // The app stayed installed, so its tokens stay; what the phone showed is gone.
  CHECK(device["tokens"] == Json{{"voip", "token-1"}, {"alert", "token-2"}});
  CHECK(world.get("/iphone/notifications") == Json::array());
  CHECK(world.control("PUT", "/iphone", R"({"platform":"ios","app":"com.example.other"})").status == 200);
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "token-3"}, {"alert", "token-4"}});
  CHECK(lines_of(world.acs.seen).back() == "DELETE /_device/registrations/iphone");
  CHECK(world.control("PUT", "/iphone", R"({"platform":"android","app":"com.example.other"})").status == 200);
  CHECK(world.get("/iphone")["tokens"] == Json{{"fcm", "token-1"}});
  CHECK(world.get("").size() == 1);
}

TEST_CASE("DELETE takes the phone off everywhere", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"foreground")");
  world.forget_seen();
  CHECK(world.control("DELETE", "/iphone").status == 204);
  CHECK(lines_of(world.acs.seen) ==
        Lines{"DELETE /_device/registrations/iphone",
              R"(PUT /_device/channels/iphone {"user":"alice","connected":false})"});
  CHECK(lines_of(world.apns.seen) == Lines{R"(PUT /_device/connections/iphone {"online":false})",
                                           "DELETE /_device/tokens/token-1",
                                           "DELETE /_device/tokens/token-2"});
  CHECK(world.control("GET", "/iphone").status == 404);
}

TEST_CASE("a refused token or registration makes no device", "[devices]") {
  DevicesWorld world;
  SECTION("the push service refuses the token") {
    world.apns.refuse_tokens = true;
    const auto answer = world.control("PUT", "/iphone", R"({"platform":"ios","app":"a","user":"alice"})");
    CHECK(answer.status == 400);
    CHECK(http::bytes_of(answer.body) ==
          R"({"error":{"code":"InvalidToken","message":"no such form","hint":null}})");
    CHECK(world.acs.seen.empty());
  }
  SECTION("nobody answers for the push service") {
    world.wire.faults().add({.match = {.to = wire::Party::apns}, .effect = wire::Reset{}}, kStart);
    CHECK(world.control("PUT", "/iphone", R"({"platform":"ios","app":"a"})").status == 503);
  }
  SECTION("Communication Services knows no such resource") {
    world.acs.then(404, R"({"error":{"code":"ResourceNotFound","message":"no resource x","hint":"look"}})");
    const auto answer =
        world.control("PUT", "/iphone", R"({"platform":"ios","app":"a","user":"alice","resource":"x"})");
    CHECK(answer.status == 400);
    CHECK(http::bytes_of(answer.body) ==
          R"({"error":{"code":"ResourceNotFound","message":"no resource x","hint":"look"}})");
    CHECK(lines_of(world.apns.seen).back() == "DELETE /_device/tokens/token-2");
  }
  CHECK(world.control("GET", "/iphone").status == 404);
}

TEST_CASE("a registration that failed by itself leaves a phone that is not registered", "[devices]") {
  DevicesWorld world;
  world.acs.then(503);
  world.add_iphone();
  CHECK(world.get("/iphone")["registered"] == false);
  CHECK(world.get("/iphone")["register"] == true);
  world.acs.then(200, R"({"id":"8:acs:alice"})");
  world.patch("iphone", R"({"register":true})");
  CHECK(world.get("/iphone")["registered"] == true);
}

}  // namespace droppoint::test
