#include <catch2/catch.hpp>

#include "tests/unit/communication_services/service_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

// Each rule of propagation, seen by a call to one phone in the background.

namespace {

// Where the last send went.
std::string last_target(const ServiceWorld& cloud) {
  return cloud.hub.seen.empty() ? "" : cloud.hub.seen.back().target;
}

bool went_to(const ServiceWorld& cloud, const std::string& hub) {
  return last_target(cloud).starts_with("/" + hub + "/messages/");
}

}  // namespace

TEST_CASE("a first link before any send is in effect at once") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
}

TEST_CASE("a first link after a send waits: old at 9m59s, new at 10m") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  CHECK(cloud.cause_of_call() == "hub-not-linked");
  cloud.link_hub();
  cloud.world.advance(9min + 59s);
  const json refused = cloud.call()["verdict"];
  CHECK(refused["cause"] == "link-not-propagated");
  CHECK(refused["underlying_cause"] == "hub-not-linked");
  CHECK(refused["drop_point"] == 1);
  CHECK(cloud.hub.seen.empty());
  cloud.world.advance(1s);
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
}

TEST_CASE("relinking to another hub keeps the old one until 10m") {
  ServiceWorld cloud;
  cloud.add_hub("droppoint-ns", "second");
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  CHECK(cloud.warnings(cloud.call()).empty());
  cloud.link_hub("second");
  cloud.world.advance(9min + 59s);
  const json through_old = cloud.call();
  CHECK(through_old["verdict"]["state"] == "delivered");
  CHECK(cloud.warnings(through_old) == std::vector<std::string>{"old-link-in-use"});
  CHECK(went_to(cloud, "droppoint-hub"));
  cloud.world.advance(1s);
  CHECK(cloud.warnings(cloud.call()).empty());
  CHECK(went_to(cloud, "second"));
}

TEST_CASE("unlinking keeps the old link until 10m") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  cloud.call();
  CHECK(cloud.control("DELETE", "/links/droppoint-acs").status == 204);
  cloud.world.advance(9min + 59s);
  const json through_old = cloud.call();
  CHECK(through_old["verdict"]["state"] == "delivered");
  CHECK(cloud.warnings(through_old) == std::vector<std::string>{"old-link-in-use"});
  cloud.world.advance(1s);
  CHECK(cloud.cause_of_call() == "hub-not-linked");
}

TEST_CASE("a repaired connection string takes effect at 10m") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.link("Endpoint=sb://droppoint-ns.servicebus.windows.net/;SharedAccessKey=abc",
             ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
  CHECK(cloud.cause_of_call() == "invalid-connection-string");
  cloud.link_hub();
  cloud.world.advance(9min + 59s);
  const json refused = cloud.call()["verdict"];
  CHECK(refused["cause"] == "link-not-propagated");
  CHECK(refused["underlying_cause"] == "invalid-connection-string");
  CHECK_FALSE(refused["detail"].get<std::string>().empty());
  cloud.world.advance(1s);
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
}

TEST_CASE("what the hub refuses through an outdated link lies under link-not-propagated") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  cloud.call();
  cloud.hub.refuse(401, "connection-string-regenerated");
  CHECK(cloud.cause_of_call() == "connection-string-regenerated");
  cloud.link(
      "Endpoint=sb://droppoint-ns.servicebus.windows.net/;SharedAccessKeyName=acs-send;SharedAccessKey=new",
      ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
  const json refused = cloud.call()["verdict"];
  CHECK(refused["cause"] == "link-not-propagated");
  CHECK(refused["underlying_cause"] == "connection-string-regenerated");
}

TEST_CASE("linking the same again changes nothing that could be outdated") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  cloud.call();
  cloud.world.advance(1min);
  cloud.link_hub();
  CHECK(cloud.warnings(cloud.call()).empty());
}

TEST_CASE("a call to a user without registrations loads nothing") {
  ServiceWorld cloud;
  CHECK(cloud.cause_of_call() == "no-registration");
  CHECK(cloud.control("GET", "/links/droppoint-acs").body["loaded_at"].is_null());
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
}

TEST_CASE("a call that reaches a channel alone loads nothing") {
  acs::Options options;
  options.push_in_foreground = false;
  ServiceWorld cloud(options);
  cloud.register_iphone("phone", "alice");
  cloud.connect("phone", "alice");
  CHECK(cloud.call()["verdict"]["by"] == "realtime");
  CHECK(cloud.control("GET", "/links/droppoint-acs").body["loaded_at"].is_null());
}

TEST_CASE("each resource has its own entry in the data plane") {
  ServiceWorld cloud;
  cloud.add_resource("other-acs", "22222222-2222-4222-8222-222222222222");
  cloud.register_iphone("phone", "alice");
  CHECK(cloud.cause_of_call() == "hub-not-linked");
  cloud.register_iphone("other-phone", "carol", {{"resource", "other-acs"}});
  cloud.world.store.find_communication("other-acs")->link = resources::Link{
      ServiceWorld::string_of("droppoint-ns.servicebus.windows.net", "acs-send", "key-droppoint-hub"),
      ServiceWorld::hub_id("droppoint-ns", "droppoint-hub")};
  const json call =
      cloud.control("POST", "/calls", {{"from", "dave"}, {"to", "carol"}, {"resource", "other-acs"}}).body;
  CHECK(call["verdict"]["state"] == "delivered");
}

TEST_CASE("the control API shows what is written and what is in effect, and flushes") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.call();
  cloud.world.advance(1min);
  cloud.link_hub();
  json links = cloud.control("GET", "/links/DROPPOINT-ACS").body;
  CHECK(links["written"]["resource_id"] == ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
  CHECK(links["written"]["written_at"] == "2026-01-01T00:01:00Z");
  CHECK(links["effective"].is_null());
  CHECK(links["loaded_at"] == "2026-01-01T00:00:00Z");
  CHECK(links["valid_until"] == "2026-01-01T00:10:00Z");
  CHECK(cloud.control("POST", "/links/droppoint-acs/flush").status == 204);
  links = cloud.control("GET", "/links/droppoint-acs").body;
  CHECK(links["effective"] == links["written"]);
  CHECK(links["valid_until"].is_null());
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
  for (const char* method : {"GET", "DELETE"}) {
    const Reply unknown = cloud.control(method, "/links/nobody");
    CHECK(unknown.status == 404);
    CHECK(unknown.body["error"]["code"] == "UnknownResource");
    CHECK(unknown.body["error"].contains("hint"));
  }
  CHECK(cloud.control("POST", "/links/nobody/flush").status == 404);
}

TEST_CASE("uniform propagation is never longer than its maximum, and none is none") {
  acs::Options options;
  options.propagation = acs::Propagation::uniform(10min);
  ServiceWorld cloud(options);
  cloud.register_iphone("phone", "alice");
  cloud.call();
  cloud.link_hub();
  cloud.world.advance(10min + 1ms);
  CHECK(cloud.call()["verdict"]["state"] == "delivered");

  options.propagation = acs::Propagation::none();
  ServiceWorld immediate(options);
  immediate.register_iphone("phone", "alice");
  CHECK(immediate.cause_of_call() == "hub-not-linked");
  immediate.link_hub();
  CHECK(immediate.call()["verdict"]["state"] == "delivered");
}
