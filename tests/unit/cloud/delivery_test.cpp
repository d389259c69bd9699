#include "tests/unit/cloud/contoso.hpp"

using namespace droppoint;
using namespace droppoint::test;

TEST_CASE("the default cloud rings an iPhone in the background by APNs") {
  Cloud cloud{{.clock = Clock::manual(), .seed = 7}};
  auto phone =
      cloud.devices().add({.name = "alice-iphone", .platform = ios, .user = "alice", .state = background});
  auto call = cloud.communication_services("droppoint-acs").call({.from = "bob", .to = "alice"});
  CHECK(call.verdict() == delivered_by(apns));
  CHECK(phone.screen() == "ringing");
  const auto view = cloud.trace(call.trace());
  REQUIRE(view);
  CHECK(view->trace.kind == "incoming-call");
  cloud.advance(10min);
  CHECK(phone.screen() == "missed-call");
}

TEST_CASE("an Android phone rings by FCM") {
  Contoso world;
  auto pixel = world.cloud.devices().add(
      {.name = "carol-pixel", .platform = android, .app = "com.contoso.app", .user = "carol"});
  auto call = world.contoso().call({.from = "bob", .to = "carol"});
  CHECK(call.verdict() == delivered_by(fcm));
  CHECK(pixel.screen() == "ringing");
}

TEST_CASE("an app in the foreground is reached by the channel, and rings once although a push comes too") {
  Contoso world;
  world.iphone.set_state(foreground);
  auto call = world.ring();
  CHECK(call.verdict() == delivered_by(realtime));
  CHECK(world.iphone.screen() == "ringing");
  CHECK(world.iphone.notifications().size() == 2);
}

TEST_CASE("answering on one phone stops the other from ringing") {
  Contoso world;
  auto second = world.cloud.devices().add({.name = "alice-ipad", .app = "com.contoso.app", .user = "alice"});
  auto call = world.ring();
  CHECK(call.verdict_on("alice-iphone") == delivered_by(apns));
  CHECK(call.verdict_on("alice-ipad") == delivered_by(apns));
  call.answer("alice-iphone");
  CHECK(second.screen() != "ringing");
}

TEST_CASE("a phone that is offline past the call's expiry never rings") {
  Contoso world;
  world.iphone.set_state(offline);
  auto call = world.ring();
  CHECK(call.verdict() == pending());
  SECTION("back before: it rings") {
    world.cloud.advance(29s);
    world.iphone.set_state(background);
    CHECK(call.verdict() == delivered_by(apns));
  }
  SECTION("back after: expired") {
    world.cloud.advance(30s);
    CHECK(call.verdict() == dropped_at(3, "expired-before-delivery"));
    world.iphone.set_state(background);
    CHECK(world.iphone.screen() == "none");
  }
}

TEST_CASE("APNs refuses the token of an app that is gone; the first push after that still passes") {
  Contoso world;
  world.iphone.set_state(uninstalled);
  CHECK(world.ring().verdict() == dropped_at(3, "app-uninstalled"));
  CHECK(world.ring().verdict() == dropped_at(2, "unregistered"));
  CHECK(world.hub().metric("outgoing.apns.expiredchannel") == 1);
}

TEST_CASE("FCM refuses another sender's token") {
  auto config = contoso_config();
  config.devices = {
      {"dave-pixel",
       R"({"platform":"android","app":"com.contoso.app","user":"dave","fcm_project":"fabrikam-project"})"}};
  Contoso world(std::move(config));
  CHECK(world.contoso().call({.from = "bob", .to = "dave"}).verdict() == dropped_at(2, "sender-id-mismatch"));
}

TEST_CASE("a sandbox token on the production service is told from any other bad token") {
  Contoso world;
  world.cloud.devices().add(
      {.name = "erin-iphone", .app = "com.contoso.app", .user = "erin", .environment = "sandbox"});
  CHECK(world.contoso().call({.from = "bob", .to = "erin"}).verdict() ==
        dropped_at(2, "environment-mismatch"));
}

TEST_CASE("a call to nobody's device says so") {
  Contoso world;
  const auto call = world.contoso().call({.from = "bob", .to = "zoe"});
  CHECK(call.verdict() == dropped_at(1, "no-registration"));
  CHECK(world.hub_status(call) == 0);
}

TEST_CASE("a fault between hub and APNs that lasts drops the push at drop point 2 after 30 minutes") {
  Contoso world;
  wire::Fault fault;
  fault.match.to = wire::Party::apns;
  fault.match.path = "/3/device/*";
  fault.effect = wire::Respond{.status = 503, .body = http::make_body(R"({"reason":"ServiceUnavailable"})")};
  const auto id = world.cloud.add_fault(fault);
  const auto call = world.ring();
  CHECK(call.verdict() == pending());
  world.cloud.advance(30min);
  CHECK(call.verdict() == dropped_at(2, "pns-window-exceeded"));
  CHECK(call.verdict().underlying_cause == "pns-unavailable");
  CHECK(world.cloud.remove_fault(id));
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("two clouds of one seed export byte-identical journals, another seed another") {
  const auto run = [](std::uint64_t seed) {
    Cloud cloud{{.seed = seed}};
    auto phone = cloud.devices().add({.name = "alice-iphone", .user = "alice"});
    auto resource = cloud.communication_services("droppoint-acs");
    resource.call({.from = "bob", .to = "alice"});
    cloud.advance(1min);
    phone.set_state(foreground);
    resource.call({.from = "bob", .to = "alice"}).answer("alice-iphone");
    return cloud.export_json();
  };
  CHECK(run(3) == run(3));
  CHECK(run(3) != run(4));
}

TEST_CASE("a reset cloud is as it was at the start") {
  Contoso world;
  const auto before = world.cloud.now();
  world.ring();
  world.cloud.advance(1h);
  world.cloud.reset();
  CHECK(world.cloud.now() == before);
  CHECK(world.cloud.journal().traces({}).empty());
  CHECK_THROWS_AS(world.cloud.devices().find("alice-iphone"), CloudError);
}

TEST_CASE("a push that a fault takes in a party's place is lost, and has a verdict") {
  struct Row {
    wire::Party to;
    int status;
  };
  for (const Row& row : {Row{wire::Party::notification_hubs, 201}, Row{wire::Party::apns, 200}}) {
    Contoso world;
    wire::Fault fault;
    fault.match.to = row.to;
    fault.times = 1;
    fault.effect = wire::Respond{.status = row.status};
    world.cloud.add_fault(fault);
    const wire::Verdict lost = world.ring().verdict();
    CHECK(lost == dropped_at(3, "device-unreachable"));
    CHECK(lost.detail.find(wire::to_text(row.to)) != std::string::npos);
    CHECK(world.ring().verdict() == delivered_by(apns));
  }
}

TEST_CASE("a fault that refuses in a party's place loses nothing where the sender tries again") {
  Contoso world;
  wire::Fault fault;
  fault.match.to = wire::Party::apns;
  fault.times = 1;
  fault.effect = wire::Respond{.status = 503};
  world.cloud.add_fault(fault);
  const auto call = world.ring();
  CHECK(call.verdict() == pending());
  world.cloud.advance(10s);
  CHECK(call.verdict() == delivered_by(apns));
}
