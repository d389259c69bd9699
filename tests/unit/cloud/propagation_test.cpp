// A changed link shows at the next load of the data plane's cache, at most ten minutes later.

#include "tests/unit/cloud/contoso.hpp"

using namespace droppoint;
using namespace droppoint::test;

namespace {

config::CloudConfig unlinked() {
  auto config = contoso_config();
  config.communication_services[0].link.reset();
  return config;
}

std::uint64_t sends(Contoso& world, std::string_view hub) {
  return world.hub(hub).metric("incoming.all.requests");
}

}  // namespace

TEST_CASE("a first link before any send is seen at once") {
  Contoso world(unlinked());
  world.cloud.advance(1h);
  world.contoso().link("contoso-ns/calls", "acs-send");
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("a first link after a send waits: 'no link' is cached too") {
  Contoso world(unlinked());
  CHECK(world.ring().verdict() == dropped_at(1, "hub-not-linked"));
  world.contoso().link("contoso-ns/calls", "acs-send");
  const auto verdict = world.ring().verdict();
  CHECK(verdict == dropped_at(1, "link-not-propagated"));
  CHECK(verdict.underlying_cause == "hub-not-linked");
  world.cloud.advance(9min + 59s);
  CHECK(world.ring().verdict() == dropped_at(1, "link-not-propagated"));
  world.cloud.advance(1s);
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("a call to a user without registrations loads nothing") {
  Contoso world(unlinked());
  CHECK(world.contoso().call({.from = "bob", .to = "nobody"}).verdict() == dropped_at(1, "no-registration"));
  world.contoso().link("contoso-ns/calls", "acs-send");
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("relinking to another hub keeps the old one until it has propagated") {
  Contoso world;
  CHECK(world.ring().verdict() == delivered_by(apns));
  world.contoso().link("contoso-ns/other", "acs-send");
  world.cloud.advance(9min + 59s);
  const auto old = world.ring();
  CHECK(old.verdict() == delivered_by(apns));
  CHECK(old.warnings() == std::vector<std::string>{"old-link-in-use"});
  CHECK(sends(world, "contoso-ns/other") == 0);
  world.cloud.advance(1s);
  const auto renewed = world.ring();
  CHECK(renewed.verdict() == delivered_by(apns));
  CHECK(renewed.warnings().empty());
  CHECK(sends(world, "contoso-ns/other") == 1);
}

TEST_CASE("unlinking keeps the old link until expiry") {
  Contoso world;
  world.ring();
  world.contoso().unlink();
  world.cloud.advance(9min + 59s);
  CHECK(world.ring().verdict() == delivered_by(apns));
  world.cloud.advance(1s);
  CHECK(world.ring().verdict() == dropped_at(1, "hub-not-linked"));
}

TEST_CASE("a repaired connection string is subject to the delay") {
  Contoso world;
  CHECK(world.ring().verdict() == delivered_by(apns));
  world.hub().regenerate_key("acs-send");
  CHECK(world.ring().verdict() == dropped_at(1, "connection-string-regenerated"));
  world.contoso().link("contoso-ns/calls", "acs-send");
  const auto verdict = world.ring().verdict();
  CHECK(verdict == dropped_at(1, "link-not-propagated"));
  CHECK(verdict.underlying_cause == "connection-string-regenerated");
  world.cloud.advance(9min + 59s);
  CHECK(world.ring().verdict() == dropped_at(1, "link-not-propagated"));
  world.cloud.advance(1s);
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("changes at the hub act at once") {
  Contoso world;
  world.ring();
  world.hub().configure_apns(std::nullopt);
  CHECK(world.ring().verdict() == dropped_at(1, "hub-not-configured"));
  world.hub().configure_apns(config::ApnsConfig{.topic = "com.contoso.app"});
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("each resource has a cache of its own, and flushing one forgets it") {
  auto config = unlinked();
  config.communication_services.push_back({.name = "fabrikam"});
  Contoso world(std::move(config));
  CHECK(world.ring().verdict() == dropped_at(1, "hub-not-linked"));
  world.contoso().link("contoso-ns/calls", "acs-send");
  CHECK(world.ring().verdict() == dropped_at(1, "link-not-propagated"));
  world.contoso().flush_link();
  CHECK(world.ring().verdict() == delivered_by(apns));
}

TEST_CASE("propagation can be switched off, fixed, or drawn from the seed") {
  auto config = unlinked();
  SECTION("none: each send loads") {
    config.propagation.most = 0s;
    Contoso world(std::move(config));
    world.ring();
    world.contoso().link("contoso-ns/calls", "acs-send");
    CHECK(world.ring().verdict() == delivered_by(apns));
  }
  SECTION("fixed") {
    config.propagation.most = 2min;
    Contoso world(std::move(config));
    world.ring();
    world.contoso().link("contoso-ns/calls", "acs-send");
    world.cloud.advance(2min);
    CHECK(world.ring().verdict() == delivered_by(apns));
  }
  SECTION("uniform: never longer than the most") {
    config.propagation.uniform = true;
    Contoso world(std::move(config));
    world.ring();
    world.contoso().link("contoso-ns/calls", "acs-send");
    world.cloud.advance(10min);
    CHECK(world.ring().verdict() == delivered_by(apns));
  }
}
