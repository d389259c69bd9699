#include <string>

#include "tests/unit/devices/devices_world.hpp"

// New tokens: after a reinstallation, a rotation, or a move to a new phone; and another user.

namespace droppoint::test {

TEST_CASE("reinstalled in one step, the app has new tokens and forgets", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.call_iphone("c1");
  SECTION("and registers them") {
    world.patch("iphone", R"({"state":"reinstalled"})");
    CHECK(Json::parse(*world.acs.seen.back().request.body)["tokens"] ==
          Json{{"voip", "token-3"}, {"alert", "token-4"}});
    CHECK(world.get("/iphone")["registered"] == true);
  }
  SECTION("and, not opened yet, tells nobody: it cannot take back what it does not know of") {
    world.forget_seen();
    world.patch("iphone", R"({"state":"reinstalled","register":false})");
    CHECK(world.acs.seen.empty());
    CHECK(world.get("/iphone")["registered"] == false);
    CHECK(lines_of(world.apns.seen)[0] == "DELETE /_device/tokens/token-1");
  }
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "token-3"}, {"alert", "token-4"}});
  CHECK(world.get("/iphone")["state"] == "background");
  CHECK(world.get("/iphone")["screen"] == "none");
  CHECK(world.get("/iphone")["calls"] == Json::array());
}

TEST_CASE("all tokens can be rotated at once, and are registered", "[devices]") {
  DevicesWorld world;
  world.add_pixel();
  world.forget_seen();
  world.patch("pixel", R"({"rotate_tokens":true})");
  CHECK(world.get("/pixel")["tokens"] == Json{{"fcm", "token-2"}});
  CHECK(lines_of(world.fcm.seen)[0] == "DELETE /_device/tokens/token-1");
  CHECK(Json::parse(*world.acs.seen.back().request.body)["tokens"]["fcm"] == "token-2");
}

TEST_CASE("a new phone takes over the data of another, and gets its own tokens", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"resource":"contoso","environment":"sandbox")");
  world.call_iphone("c1");
  SECTION("its app registers when it is opened") {
    CHECK(world.control("PUT", "/new", R"({"restored_from":"iphone"})").status == 201);
    CHECK(lines_of(world.acs.seen).back().starts_with("PUT /_device/registrations/new"));
  }
  SECTION("or is not opened yet") {
    world.forget_seen();
    CHECK(world.control("PUT", "/new", R"({"restored_from":"iphone","register":false})").status == 201);
    CHECK(world.acs.seen.empty());
  }
  const Json made = world.get("/new");
  CHECK(made["app"] == "com.example.app");
  CHECK(made["user"] == "alice");
  CHECK(made["environment"] == "sandbox");
  CHECK(made["tokens"] == Json{{"voip", "token-3"}, {"alert", "token-4"}});
  CHECK(made["screen"] == "none");
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "token-1"}, {"alert", "token-2"}});
}

TEST_CASE("data goes to a phone of the same platform and app alone", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  for (const char* body :
       {R"({"restored_from":"iphone","platform":"android"})", R"({"restored_from":"iphone","app":"other"})",
        R"({"restored_from":"nobody"})", R"({"restored_from":7})"}) {
    INFO(body);
    CHECK(world.control("PUT", "/new", body).status == 400);
  }
  CHECK(world.control("PUT", "/new", R"({"restored_from":"iphone","user":"carol"})").status == 201);
  CHECK(world.get("/new")["user"] == "carol");
}

}  // namespace droppoint::test
