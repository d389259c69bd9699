#include <string>
#include <vector>

#include "tests/unit/devices/devices_world.hpp"

// The table of states: what each short form means, what the phone tells whom, and what becomes of a push.

namespace droppoint::test {
namespace {

struct Row {
  std::string state;
  std::string network;
  std::string app_state;
  std::string notifications;
  // What becomes of a call by push, of an alert, and of a call on the channel: "delivered", a cause, or
  // "refused" where the phone is not there.
  std::string call;
  std::string alert;
  std::string channel;
};

std::string outcome_of(const DevicesWorld::Outcome& outcome) {
  if (!outcome.answer) return std::string(wire::to_text(outcome.answer.error()));
  if (outcome.verdict.state == wire::VerdictState::dropped) return outcome.verdict.cause;
  return std::string(wire::to_text(outcome.verdict.state));
}

const std::vector<Row> kIos{
    {"foreground", "online", "foreground", "on", "delivered", "delivered", "delivered"},
    {"background", "online", "background", "on", "delivered", "delivered", "refused"},
    {"suspended", "online", "suspended", "on", "delivered", "delivered", "refused"},
    {"offline", "offline", "background", "on", "refused", "refused", "refused"},
    {"uninstalled", "online", "uninstalled", "on", "app-uninstalled", "app-uninstalled", "refused"},
    {"notifications-disabled", "online", "background", "off", "delivered", "notifications-disabled",
     "refused"},
    {"force-stopped", "online", "force-stopped", "on", "delivered", "delivered", "refused"},
};
const std::vector<Row> kAndroid{
    {"foreground", "online", "foreground", "on", "delivered", "delivered", "delivered"},
    {"background", "online", "background", "on", "delivered", "delivered", "refused"},
    {"suspended", "online", "suspended", "on", "delivered", "delivered", "refused"},
    {"offline", "offline", "background", "on", "refused", "refused", "refused"},
    {"uninstalled", "online", "uninstalled", "on", "app-uninstalled", "app-uninstalled", "refused"},
    {"notifications-disabled", "online", "background", "off", "delivered", "notifications-disabled",
     "refused"},
    {"force-stopped", "online", "force-stopped", "on", "force-stopped", "force-stopped", "refused"},
};

void check_state(DevicesWorld& world, const std::string& name, const Row& row) {
  const Json device = world.get('/' + name);
  CHECK(device["state"] == row.state);
  CHECK(device["network"] == row.network);
  CHECK(device["app_state"] == row.app_state);
  CHECK(device["notifications"] == row.notifications);
}

}  // namespace

TEST_CASE("what each state means on an iPhone", "[devices]") {
  for (const Row& row : kIos) {
    DYNAMIC_SECTION(row.state) {
      DevicesWorld world;
      world.add_iphone(R"(,"state":")" + row.state + '"');
      check_state(world, "iphone", row);
      CHECK(outcome_of(world.call_iphone("c1")) == row.call);
      CHECK(outcome_of(world.push_to_iphone("alert", R"({"aps":{"alert":"hello"}})", "alert")) == row.alert);
      CHECK(outcome_of(world.realtime("iphone", "c2")) == row.channel);
      // Registered as an app that was started once, whatever became of it.
      CHECK(world.get("/iphone")["registered"] == true);
    }
  }
}

TEST_CASE("what each state means on an Android phone", "[devices]") {
  for (const Row& row : kAndroid) {
    DYNAMIC_SECTION(row.state) {
      DevicesWorld world;
      world.add_pixel();
      world.patch("pixel", R"({"state":")" + row.state + R"("})");
      check_state(world, "pixel", row);
      CHECK(outcome_of(world.call_pixel("c1")) == row.call);
      CHECK(outcome_of(world.push_to_pixel(R"({"notification":{"title":"hello"}})")) == row.alert);
      CHECK(outcome_of(world.realtime("pixel", "c2")) == row.channel);
    }
  }
}

TEST_CASE("the verdict of an uninstalled app comes with a 410", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.patch("iphone", R"({"state":"uninstalled"})");
  const auto outcome = world.call_iphone("c1");
  CHECK(outcome.answer->status == 410);
  CHECK(outcome.verdict.drop_point == 3);
  CHECK(world.get("/iphone/notifications") == Json::array());
}

TEST_CASE("notifications that are off do not stop a call", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.patch("iphone", R"({"notifications":"off"})");
  CHECK(world.call_iphone("c1").verdict == wire::Verdict::delivered("apns"));
  CHECK(world.screens("iphone") == Lines{"ringing"});
  world.push_to_iphone("alert", R"({"aps":{"alert":"hello"}})", "alert");
  CHECK(world.screens("iphone") == Lines{"ringing"});
}

TEST_CASE("a force-quit iPhone gets no background pushes", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"force-stopped")");
  const auto outcome = world.push_to_iphone("alert", R"({"aps":{"content-available":1}})", "background");
  CHECK(outcome.answer->status == 200);
  CHECK(outcome.verdict.cause == "force-stopped");
  CHECK(world.get("/iphone/notifications") == Json::array());
}

TEST_CASE("the single settings and the short forms go together", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"foreground","network":"offline","notifications":"off")");
  Json device = world.get("/iphone");
  CHECK(device["state"] == "offline");
  CHECK(device["app_state"] == "foreground");
  CHECK(device["notifications"] == "off");
  world.patch("iphone", R"({"network":"online"})");
  CHECK(world.get("/iphone")["state"] == "foreground");
  world.patch("iphone", R"({"app_state":"background"})");
  CHECK(world.get("/iphone")["state"] == "notifications-disabled");
  world.patch("iphone", R"({"state":"background"})");
  device = world.get("/iphone");
  CHECK(device["state"] == "background");
  CHECK(device["notifications"] == "on");
  world.patch("iphone", R"({"state":"offline"})");
  CHECK(world.get("/iphone")["app_state"] == "background");
  world.patch("iphone", R"({"notifications":false})");
  CHECK(world.get("/iphone")["notifications"] == "off");
}

TEST_CASE("the phone tells its push service when it comes and goes", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.forget_seen();
  world.patch("iphone", R"({"state":"offline"})");
  world.patch("iphone", R"({"state":"offline"})");
  world.patch("iphone", R"({"app_state":"suspended"})");
  world.patch("iphone", R"({"network":"online"})");
  CHECK(lines_of(world.apns.seen) == Lines{R"(PUT /_device/connections/iphone {"online":false})",
                                           R"(PUT /_device/connections/iphone {"online":true})"});
  CHECK(world.acs.seen.empty());
}

TEST_CASE("the channel is open while a signed-in app is in front and online", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"foreground")");
  CHECK(lines_of(world.acs.seen).back() ==
        R"(PUT /_device/channels/iphone {"user":"alice","connected":true})");
  world.forget_seen();
  world.patch("iphone", R"({"state":"foreground"})");
  CHECK(world.acs.seen.empty());
  world.patch("iphone", R"({"state":"offline"})");
  world.patch("iphone", R"({"state":"foreground"})");
  world.patch("iphone", R"({"state":"background"})");
  CHECK(lines_of(world.acs.seen) ==
        Lines{R"(PUT /_device/channels/iphone {"user":"alice","connected":false})",
              R"(PUT /_device/channels/iphone {"user":"alice","connected":true})",
              R"(PUT /_device/channels/iphone {"user":"alice","connected":false})"});
  // Nobody is signed in on this one.
  CHECK(world.control("PUT", "/tablet", R"({"platform":"ios","app":"a","state":"foreground"})").status ==
        201);
  CHECK(world.acs.seen.size() == 3);
}

TEST_CASE("another user in front takes over registration and channel", "[devices]") {
  DevicesWorld world;
  world.add_iphone(R"(,"state":"foreground")");
  world.forget_seen();
  world.patch("iphone", R"({"user":"carol"})");
  CHECK(
      lines_of(world.acs.seen) ==
      Lines{
          R"(PUT /_device/registrations/iphone {"user":"carol","platform":"ios","tokens":{"voip":"token-1","alert":"token-2"},"ttl_seconds":86400})",
          R"(PUT /_device/channels/iphone {"user":"carol","connected":true})"});
  world.forget_seen();
  world.patch("iphone", R"({"user":""})");
  CHECK(lines_of(world.acs.seen) ==
        Lines{"DELETE /_device/registrations/iphone", R"(PUT /_device/channels/iphone {"connected":false})"});
}

TEST_CASE("an app that is installed again has new tokens and registers them", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.patch("iphone", R"({"state":"uninstalled"})");
  world.forget_seen();
  world.patch("iphone", R"({"state":"background"})");
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "token-3"}, {"alert", "token-4"}});
  CHECK(lines_of(world.apns.seen)[0] == "DELETE /_device/tokens/token-1");
  CHECK(lines_of(world.apns.seen)[1] == "DELETE /_device/tokens/token-2");
  CHECK(world.apns.seen.size() == 4);
  CHECK(Json::parse(*world.acs.seen.back().request.body)["tokens"] ==
        Json{{"voip", "token-3"}, {"alert", "token-4"}});
  CHECK(world.directory.find("token-3")->device == "iphone");
  // What still comes for the old ones finds nobody.
  const auto outcome = world.push(wire::Party::apns, request("POST", "iphone", "/notifications/apns",
                                                             {{"x-device-token", "token-1"}}, "{}"));
  CHECK(outcome.answer->status == 410);
  CHECK(outcome.verdict.cause == "app-uninstalled");
}

TEST_CASE("a token can be rotated, and the other stays", "[devices]") {
  DevicesWorld world;
  world.add_iphone();
  world.forget_seen();
  world.patch("iphone", R"({"tokens":{"alert":"cc"}})");
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "token-1"}, {"alert", "cc"}});
  CHECK(lines_of(world.apns.seen)[0] == "DELETE /_device/tokens/token-2");
  CHECK(Json::parse(*world.acs.seen.back().request.body)["tokens"]["alert"] == "cc");
  world.apns.refuse_tokens = true;
  CHECK(world.control("PATCH", "/iphone", R"({"tokens":{"alert":"dd"},"state":"offline"})").status == 400);
  CHECK(world.get("/iphone")["tokens"] == Json{{"voip", "token-1"}, {"alert", "cc"}});
  CHECK(world.get("/iphone")["state"] == "background");
}

}  // namespace droppoint::test
