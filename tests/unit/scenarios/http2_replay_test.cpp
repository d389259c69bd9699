#include <catch2/catch.hpp>

#include "emulator/journal/memory_journal.hpp"
#include "fakes/cloud.hpp"
#include "scenarios/replay/replay.hpp"

using namespace std::chrono_literals;
using namespace droppoint;

namespace {

wire::Fault on_pushes(wire::Http2Effect effect) {
  wire::Fault fault;
  fault.match.from = wire::Party::notification_hubs;
  fault.match.to = wire::Party::apns;
  fault.times = 1;
  fault.effect = std::move(effect);
  return fault;
}

}  // namespace

TEST_CASE("the hub tries again what a GOAWAY, a reset or a stall cost it, and the journal of that replays") {
  auto recorded = std::make_shared<journal::MemoryJournal>();
  Cloud cloud{{.seed = 3, .journal = recorded}};
  auto phone = cloud.devices().add({.name = "alice-iphone", .user = "alice"});
  auto resource = cloud.communication_services("droppoint-acs");
  const auto pushes = [&](const Call& call) {
    return cloud.journal()
        .hops({.trace = call.trace(), .from = wire::Party::notification_hubs, .to = wire::Party::apns})
        .size();
  };
  for (const wire::Http2Effect& effect : std::initializer_list<wire::Http2Effect>{
           wire::GoAway{.reason = "Shutdown"}, wire::GoAway{.last = wire::GoAway::Last::number},
           wire::ResetStream{wire::Http2Error::refused_stream}}) {
    const auto id = cloud.add_fault(on_pushes(effect));
    const Call call = resource.call({.from = "bob", .to = "alice"});
    CHECK(call.verdict().state == wire::VerdictState::pending);
    CHECK(pushes(call) == 1);
    cloud.advance(2s);
    CHECK(call.verdict() == delivered_by(Way::apns));
    CHECK(pushes(call) == 2);
    CHECK(cloud.remove_fault(id));
  }
  for (const wire::Http2Effect& effect : std::initializer_list<wire::Http2Effect>{
           wire::GoAway{.last = wire::GoAway::Last::this_one}, wire::ChangeSettings{1}, wire::CloseIdle{}}) {
    cloud.add_fault(on_pushes(effect));
    const Call call = resource.call({.from = "bob", .to = "alice"});
    CHECK(call.verdict() == delivered_by(Way::apns));
    CHECK(pushes(call) == 1);
  }
  const auto stall = cloud.add_fault(on_pushes(wire::StallWindow{}));
  const Call stalled = resource.call({.from = "bob", .to = "alice"});
  cloud.advance(10s);
  CHECK(stalled.verdict().state == wire::VerdictState::pending);
  CHECK(cloud.remove_fault(stall));
  CHECK(stalled.verdict() == delivered_by(Way::apns));
  CHECK(pushes(stalled) == 1);

  const auto result = scenarios::replay(*recorded);
  REQUIRE(result);
  CAPTURE(result->difference ? result->difference->what : "");
  CHECK_FALSE(result->difference);
}
