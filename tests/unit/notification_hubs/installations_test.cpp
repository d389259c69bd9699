#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/registrar_world.hpp"

namespace droppoint::test {

TEST_CASE("an installation is written and read back as recorded") {
  RegistrarWorld world;
  const http::Response put = world.call(
      "PUT", "installations/ef4ffd64",
      R"({"installationId":"ef4ffd64","pushChannel":"https://some.url/","platform":"WNS","templates":{"Template Name":)"
      R"({"body":"{\"aps\":{\"alert\":\"alert!\"}}","headers":{"X-WNS-Type":"wns/toast"}}},"unknown":1})");
  CHECK(put.status == 200);
  CHECK(put.body == nullptr);
  CHECK(header(put, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(header(put, "Content-Location") ==
        "https://contoso.servicebus.windows.net/hub1/installations/ef4ffd64?api-version=2020-06");
  const http::Response got = world.call("GET", "installations/ef4ffd64");
  CHECK(header(got, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(
      body_of(got) ==
      R"({"installationId":"ef4ffd64","pushChannel":"https://some.url/","pushChannelExpired":false,)"
      R"("platform":"wns","expirationTime":"9999-12-31T23:59:59.9999999Z","templates":{"Template Name":)"
      R"({"body":"{\"aps\":{\"alert\":\"alert!\"}}","headers":{"X-WNS-Type":"wns/toast"},"tags":["Template Name"]}}})");
  CHECK(world.metric("installation.upsert") == 1);
  CHECK(world.metric("installation.get") == 1);
  CHECK(world.metric("installation.all") == 2);
}

TEST_CASE("all parts of an installation are kept") {
  RegistrarWorld world;
  const std::string body =
      R"({"installationId":"i1","userId":"bob","pushChannel":"https://w","pushChannelExpired":false,"platform":"wns",)"
      R"("expirationTime":"2026-02-01T00:00:00Z","tags":["a","b"],"pushVariables":{"k":"v"},)"
      R"("templates":{"t":{"body":"<toast/>","expiry":"e","tags":["q","t"]}},)"
      R"("secondaryTiles":{"tile":{"pushChannel":"https://x","pushChannelExpired":false,"tags":["c"],)"
      R"("templates":{"u":{"body":"<tile/>","tags":["u"]}}}}})";
  CHECK(world.installed("i1", body) == 200);
  CHECK(world.installation("i1") == body);
}

TEST_CASE("an installation shows as registrations: one native, one for each template and tile") {
  RegistrarWorld world;
  world.installed(
      "i1",
      R"({"platform":"wns","pushChannel":"https://w","userId":"bob","tags":["a"],"pushVariables":{"k":"v"},)"
      R"("templates":{"My template":{"body":"<toast/>","tags":["q"]}},)"
      R"("secondaryTiles":{"tile":{"pushChannel":"https://x","tags":["c"]}}})");
  const auto rows = world.registrations().all(kStart);
  REQUIRE(rows.size() == 3);
  using Tags = std::vector<std::string>;
  CHECK(rows[0]->tags == Tags{"$InstallationId:{i1}", "$UserId:{bob}", "a"});
  CHECK_FALSE(rows[0]->body_template);
  CHECK(rows[1]->tags == Tags{"$InstallationId:{i1}", "$UserId:{bob}", "a", "q", "My template"});
  CHECK(rows[1]->body_template->name == "My template");
  CHECK(rows[1]->push_variables.at("K") == "v");
  CHECK(rows[2]->tags == Tags{"$InstallationId:{i1}", "$UserId:{bob}", "c"});
  CHECK(rows[2]->secondary_tile == "tile");
  CHECK(rows[2]->handle() == "https://x");
}

TEST_CASE("writing an installation anew keeps the registrations that it still has") {
  RegistrarWorld world;
  world.installed(
      "i1", R"({"platform":"apns","pushChannel":"aa","templates":{"x":{"body":"{}"},"y":{"body":"{}"}}})");
  const auto before = world.registrations().all(kStart);
  REQUIRE(before.size() == 3);
  world.installed(
      "i1", R"({"platform":"apns","pushChannel":"bb","templates":{"y":{"body":"{}"},"z":{"body":"{}"}}})");
  const auto after = world.registrations().all(kStart);
  REQUIRE(after.size() == 3);
  CHECK(after[0]->id == before[0]->id);
  CHECK(after[0]->handle() == "BB");
  CHECK(after[0]->etag == 2);
  CHECK(after[1]->id == before[2]->id);
  CHECK(after[2]->body_template->name == "z");
  CHECK(world.registrations().find(before[1]->id, kStart) == nullptr);
}

TEST_CASE("an installation that is deleted is 404 as recorded, and its registrations go") {
  RegistrarWorld world;
  world.installed("i1", R"({"platform":"fcmV1","pushChannel":"f"})");
  const http::Response deleted = world.call("DELETE", "installations/i1");
  CHECK(deleted.status == 204);
  CHECK(deleted.body == nullptr);
  const http::Response missing = world.call("GET", "installations/i1");
  CHECK(missing.status == 404);
  CHECK(RegistrarWorld::message_of(missing) == "Installation not found");
  CHECK(world.registrations().all(kStart).empty());
  CHECK(world.call("DELETE", "installations/i1").status == 204);
  CHECK(world.call("PATCH", "installations/i1", "[]").status == 404);
}

TEST_CASE("an installation expires with its registrations") {
  RegistrarWorld world;
  world.installed("i1", R"({"platform":"gcm","pushChannel":"g","expirationTime":"2026-01-01T00:00:01Z"})");
  CHECK(world.registrations().all(world.scheduler.now()).size() == 1);
  world.advance(std::chrono::seconds(1));
  CHECK(world.registrations().all(world.scheduler.now()).empty());
  CHECK(world.call("GET", "installations/i1").status == 404);
}

TEST_CASE("a body that is no installation is refused and changes nothing") {
  RegistrarWorld world;
  world.installed("i1", R"({"platform":"apns","pushChannel":"aa"})");
  const std::string before = world.installation("i1");
  const std::string body = GENERATE(
      "", "text", "[]", "{}", R"({"platform":"apns"})", R"({"pushChannel":"aa"})",
      R"({"platform":"nokia","pushChannel":"aa"})", R"({"platform":"apns","pushChannel":""})",
      R"({"platform":"apns","pushChannel":7})", R"({"platform":"apns","pushChannel":{"endpoint":"e"}})",
      R"({"platform":"browser","pushChannel":"e"})",
      R"({"platform":"browser","pushChannel":{"endpoint":"e"}})",
      R"({"installationId":"other","platform":"apns","pushChannel":"aa"})",
      R"({"platform":"apns","pushChannel":"aa","tags":"a"})",
      R"({"platform":"apns","pushChannel":"aa","tags":[1]})",
      R"({"platform":"apns","pushChannel":"aa","tags":["a b"]})",
      R"({"platform":"apns","pushChannel":"aa","tags":["$UserId:{x}"]})",
      R"({"platform":"apns","pushChannel":"aa","templates":[]})",
      R"({"platform":"apns","pushChannel":"aa","templates":{"t":{}}})",
      R"({"platform":"apns","pushChannel":"aa","templates":{"t":{"body":"{}","headers":{"a":1}}}})",
      R"({"platform":"apns","pushChannel":"aa","pushVariables":{"a":1}})",
      R"({"platform":"apns","pushChannel":"aa","expirationTime":"soon"})",
      R"({"platform":"wns","pushChannel":"aa","secondaryTiles":{"t":{}}})");
  INFO(body);
  CHECK(world.installed("i1", body) == 400);
  CHECK(world.installation("i1") == before);
}

TEST_CASE("an installation's id is one that a tag can hold") {
  RegistrarWorld world;
  const std::string body = R"({"platform":"apns","pushChannel":"aa"})";
  CHECK(world.installed("a_b-1:2.3@4", body) == 200);
  CHECK(world.installed("a%20b", body) == 400);
  CHECK(world.installed("%7Ba%7D", body) == 400);
}

TEST_CASE("a template that is none is taken with an installation: it fails when it is sent to") {
  RegistrarWorld world;
  CHECK(world.installed("i1", R"({"platform":"apns","pushChannel":"aa","templates":{"t":{"body":"$("}}})") ==
        200);
  const auto rows = world.registrations().all(kStart);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1]->body_template->compiled == nullptr);
}

TEST_CASE("a namespace's devices are its installations and the registrations of none, in all its hubs") {
  RegistrarWorld world;
  world.name_space().limits.devices = 2;
  const std::string body =
      R"({"platform":"apns","pushChannel":"aa","templates":{"t":{"body":"{}"},"u":{"body":"{}"}}})";
  CHECK(world.installed("i1", body) == 200);
  const std::string id = world.registered_apple("BB");
  REQUIRE_FALSE(id.empty());
  CHECK(world.registered_apple("CC").empty());
  CHECK(world.installed("i2", body) == 429);
  const std::string entry = RegistrarWorld::entry(RegistrarWorld::apple("DD"));
  CHECK(world.call("PUT", "registrations/1-2-3", entry).status == 429);
  // What is there may still be changed, and what goes makes room.
  CHECK(world.installed("i1", body) == 200);
  CHECK(world.call("PUT", "registrations/" + id, entry).status == 200);
  world.call("DELETE", "installations/i1");
  CHECK(world.installed("i2", body) == 200);
}

TEST_CASE("installations need Listen") {
  RegistrarWorld world;
  const std::string body = R"({"platform":"apns","pushChannel":"aa"})";
  CHECK(world.call("PUT", "installations/i1", body, {}, "listen").status == 200);
  CHECK(world.call("GET", "installations/i1", "", {}, "listen").status == 200);
  for (const char* method : {"PUT", "GET", "PATCH", "DELETE"}) {
    CHECK(world.call(method, "installations/i1", body, {}, "acs-send").status == 403);
  }
  CHECK(world.call("POST", "installations/i1", body).status == 405);
}

TEST_CASE("a browser's channel is an object, a Baidu one has two parts") {
  RegistrarWorld world;
  CHECK(
      world.installed(
          "b", R"({"platform":"browser","pushChannel":{"endpoint":"https://e","p256dh":"p","auth":"a"}})") ==
      200);
  CHECK(
      contains(world.installation("b"), R"("pushChannel":{"endpoint":"https://e","p256dh":"p","auth":"a"})"));
  CHECK(world.installed("d", R"({"platform":"baidu","pushChannel":"user-channel"})") == 200);
  CHECK(contains(world.installation("d"), R"("pushChannel":"user-channel")"));
  CHECK(world.registrations().of_handle("user-channel", kStart).size() == 1);
}

TEST_CASE("when a push service says that a device is gone, registrations go and installations are marked") {
  RegistrarWorld world;
  const std::string id = world.registered_apple("AA");
  world.installed("i1", R"({"platform":"apns","pushChannel":"aa","templates":{"t":{"body":"{}"}}})");
  world.registered_apple("BB");
  CHECK(world.registrations().remove_handle("aa") == 3);
  CHECK(world.registrations().all(kStart).size() == 1);
  CHECK(world.call("GET", "registrations/" + id).status == 404);
  CHECK(contains(world.installation("i1"), R"("pushChannelExpired":true)"));
  // Other changes do not wake it up again, a new channel does.
  world.call("PATCH", "installations/i1", R"([{"op":"add","path":"/tags","value":"a"}])");
  CHECK(world.registrations().all(kStart).size() == 1);
  world.call("PATCH", "installations/i1", R"([{"op":"replace","path":"/pushChannel","value":"cc"}])");
  CHECK(contains(world.installation("i1"), R"("pushChannelExpired":false)"));
  CHECK(world.registrations().of_handle("CC", kStart).size() == 2);
}

}  // namespace droppoint::test
