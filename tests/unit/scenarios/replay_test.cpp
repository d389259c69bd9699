#include "scenarios/replay/replay.hpp"

#include <catch2/catch.hpp>

#include "emulator/journal/memory_journal.hpp"
#include "scenarios/engine/runner.hpp"
#include "scenarios/engine/scenario.hpp"

using namespace std::chrono_literals;
using namespace droppoint;

namespace {

// A journal whose recorded answer to one hop is changed, as if another build had recorded it.
class Changed final : public journal::Reader {
 public:
  Changed(const journal::Reader& original, std::uint64_t sequence)
      : original_(original), sequence_(sequence) {}
  journal::Run run() const override { return original_.run(); }
  std::optional<journal::TraceView> trace(wire::TraceId id) const override { return original_.trace(id); }
  std::vector<journal::TraceView> traces(const journal::TraceFilter& filter) const override {
    return original_.traces(filter);
  }
  std::vector<wire::Stimulus> stimuli() const override { return original_.stimuli(); }
  std::vector<std::shared_ptr<const wire::Hop>> hops(const journal::HopFilter& filter) const override {
    auto hops = original_.hops(filter);
    for (auto& hop : hops) {
      if (hop->sequence != sequence_) continue;
      auto changed = std::make_shared<wire::Hop>(*hop);
      (*changed->answer)->status = 418;
      hop = changed;
    }
    return hops;
  }

 private:
  const journal::Reader& original_;
  std::uint64_t sequence_;
};

std::shared_ptr<journal::MemoryJournal> recorded_session() {
  auto recorded = std::make_shared<journal::MemoryJournal>();
  Cloud cloud{{.seed = 11, .journal = recorded}};
  auto phone = cloud.devices().add({.name = "alice-iphone", .user = "alice"});
  auto resource = cloud.communication_services("droppoint-acs");
  resource.call({.from = "bob", .to = "alice"});
  cloud.advance(45s);
  wire::Fault fault;
  fault.match.to = wire::Party::apns;
  fault.probability_per_million = 500'000;
  fault.effect = wire::Delay{3s};
  cloud.add_fault(fault);
  for (int count = 0; count < 6; ++count) resource.call({.from = "bob", .to = "alice"});
  cloud.hub("droppoint-ns/droppoint-hub").regenerate_key("acs-send");
  resource.call({.from = "bob", .to = "alice"});
  cloud.advance(20min);
  return recorded;
}

}  // namespace

TEST_CASE("a recorded session replays without a difference, faults, waits and management calls included") {
  const auto recorded = recorded_session();
  const auto result = scenarios::replay(*recorded);
  REQUIRE(result);
  CAPTURE(result->difference
              ? result->difference->what + result->difference->recorded + result->difference->replayed
              : "");
  CHECK_FALSE(result->difference);
  CHECK(result->stimuli == recorded->stimuli().size());
  CHECK(result->hops > 40);
}

TEST_CASE("a scenario's run replays too, although its clock skips") {
  const auto scenario =
      scenarios::read_scenario("x.yaml",
                               "scenario: x\ncloud: {devices: {alice-iphone: {platform: ios, app: "
                               "com.example.droppoint, user: alice}},\n"
                               "  communication_services: {droppoint-acs: {link: {hub: "
                               "droppoint-ns/droppoint-hub, policy: acs-send}}},\n"
                               "  notification_hubs: {droppoint-ns: {droppoint-hub: {policies: {acs-send: "
                               "[Send]}, apns: {topic: com.example.droppoint}}}}}\n"
                               "steps:\n  - fault: {to: apns, delay: 2s}\n  - call: {from: bob, to: alice}\n"
                               "  - expect: {delivered: apns, within: 10s}\n  - advance: 1m\n");
  REQUIRE(scenario);
  auto recorded = std::make_shared<journal::MemoryJournal>();
  CHECK(scenarios::run(*scenario, {.journal = recorded}).held);
  const auto result = scenarios::replay(*recorded);
  REQUIRE(result);
  CAPTURE(result->difference ? result->difference->what : "");
  CHECK_FALSE(result->difference);
}

TEST_CASE("phones with clocks of their own replay: Doze, ringing that ends by itself, answers") {
  auto recorded = std::make_shared<journal::MemoryJournal>();
  {
    Cloud cloud{{.clock = Clock::manual(), .journal = recorded}};
    auto pixel = cloud.devices().add({.name = "alice-pixel", .platform = android, .user = "alice"});
    auto iphone = cloud.devices().add({.name = "alice-iphone", .user = "alice"});
    auto resource = cloud.communication_services("droppoint-acs");
    pixel.change({.doze = true, .standby_bucket = "rare"});
    resource.call({.from = "bob", .to = "alice"}).answer("alice-pixel");
    resource.call({.from = "carol", .to = "alice"});
    iphone.set_state(powered_off);
    cloud.advance(std::chrono::hours(2));
    pixel.set_state(reinstalled);
    iphone.set_state(background);
    resource.send_chat({.from = "bob", .to = "alice", .content = "hello"});
  }
  const auto result = scenarios::replay(*recorded);
  REQUIRE(result);
  CAPTURE(result->difference
              ? result->difference->what + result->difference->recorded + result->difference->replayed
              : "");
  CHECK_FALSE(result->difference);
}

TEST_CASE("a build that answers otherwise is found at that hop") {
  const auto recorded = recorded_session();
  const auto result = scenarios::replay(Changed(*recorded, 9));
  REQUIRE(result);
  REQUIRE(result->difference);
  CHECK(result->difference->hop == 9);
  CHECK(result->difference->recorded.find("418") != std::string::npos);
}

TEST_CASE("a journal without a usable configuration is refused") {
  journal::MemoryJournal empty;
  empty.start({.configuration = "not json"});
  CHECK_FALSE(scenarios::replay(empty));
  empty.start({.configuration = R"({"editon": "current"})"});
  const auto refused = scenarios::replay(empty);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("editon") != std::string::npos);
}
