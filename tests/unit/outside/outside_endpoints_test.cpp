#include "fakes/outside_endpoints.hpp"

#include <catch2/catch.hpp>

#include "tests/support/test_world.hpp"

using namespace droppoint;
using namespace std::chrono_literals;

namespace {

// Keeps what it was asked to call, for a test that gives the answers.
struct KeptCalls final : owner::Outgoing {
  std::optional<Refusal> send(const wire::Hop& hop, Done done) override {
    if (refusal) return refusal;
    urls.push_back(hop.request.target);
    dones.push_back(std::move(done));
    return std::nullopt;
  }
  bool holds_time(const wire::Hop&, sim::Time) const override { return holds; }
  void forget() override {}

  std::optional<Refusal> refusal = {};
  bool holds = false;
  std::vector<std::string> urls;
  std::vector<Done> dones;
};

struct Webhooks {
  test::TestWorld world;
  owner::Door door{world.wire};
  fakes::OutsideEndpoints outside{world.wire, door};
  KeptCalls calls;
  std::shared_ptr<std::optional<wire::Answer>> answer = std::make_shared<std::optional<wire::Answer>>();

  Webhooks() { world.wire.attach(wire::Party::webhook, outside); }
  ~Webhooks() { world.scheduler.destroy_tasks(); }

  static sim::Task<void> ask(wire::Wire* wire, wire::Exchange exchange,
                             std::shared_ptr<std::optional<wire::Answer>> answer) {
    auto answering = wire->exchange(std::move(exchange));
    *answer = co_await std::move(answering);
  }
  void post(std::string url) {
    wire::Exchange exchange{.from = wire::Party::event_grid,
                            .to = wire::Party::webhook,
                            .trace = world.wire.ledger().open_trace(),
                            .request = {.method = "POST", .target = std::move(url)},
                            .timeout = 30s};
    world.scheduler.spawn(ask(&world.wire, std::move(exchange), answer), "ask");
    world.scheduler.run_due();
  }
  std::size_t stimuli() const { return world.journal.stimuli().size(); }
};

wire::Answer accepted() {
  return http::Response{.status = 202};
}

}  // namespace

TEST_CASE("a handler answers the URLs below its own, the longest one first") {
  Webhooks hooks;
  const auto answering = [](int status) {
    return [status](const wire::Hop&) -> sim::Task<wire::Answer> {
      const auto answer = [](int code) -> sim::Task<wire::Answer> {
        co_return http::Response{.status = code};
      };
      return answer(status);
    };
  };
  hooks.outside.handle_url("https://back.end/", answering(200));
  hooks.outside.handle_url("https://back.end/hooks", answering(204));
  hooks.post("https://back.end/hooks/a?code=1");
  REQUIRE(hooks.answer->has_value());
  CHECK((**hooks.answer)->status == 204);
}

TEST_CASE("what may not or cannot be called breaks, and the trace says why") {
  Webhooks hooks;
  const auto event = [&](const std::string& url) {
    hooks.post(url);
    REQUIRE(hooks.answer->has_value());
    CHECK((*hooks.answer)->error() == wire::Break::refused);
    const auto hops = hooks.world.journal.hops({});
    return hooks.world.journal.trace(hops.back()->trace)->events.back().kind;
  };
  CHECK(event("https://127.0.0.1/") == "endpoint-not-called");
  hooks.outside.call_by(&hooks.calls);
  hooks.calls.refusal = owner::Outgoing::Refusal::not_now;
  CHECK(event("https://127.0.0.1/") == "endpoint-not-called");
  hooks.calls.refusal = owner::Outgoing::Refusal::not_allowed;
  CHECK(event("https://example.com/") == "endpoint-not-allowed");
  CHECK(hooks.stimuli() == 0);
}

TEST_CASE("a real answer is a stimulus, and comes once") {
  Webhooks hooks;
  hooks.outside.call_by(&hooks.calls);
  hooks.post("http://127.0.0.1:8080/hook");
  REQUIRE(hooks.calls.urls == std::vector<std::string>{"http://127.0.0.1:8080/hook"});
  CHECK_FALSE(hooks.answer->has_value());
  hooks.calls.dones[0](accepted());
  hooks.world.scheduler.run_due();
  REQUIRE(hooks.answer->has_value());
  CHECK((**hooks.answer)->status == 202);
  const auto stimuli = hooks.world.journal.stimuli();
  REQUIRE(stimuli.size() == 1);
  CHECK(stimuli[0].kind == wire::StimulusKind::outgoing_answer);
  CHECK(stimuli[0].hop == hooks.world.journal.hops({}).back()->sequence);
  hooks.calls.dones[0](accepted());
  CHECK(hooks.stimuli() == 1);
}

TEST_CASE("time that somebody holds stands still until the answer") {
  Webhooks hooks;
  hooks.calls.holds = true;
  hooks.outside.call_by(&hooks.calls);
  hooks.post("http://127.0.0.1:8080/hook");
  hooks.world.scheduler.advance_to(test::kStart + 1h);
  CHECK(hooks.world.scheduler.now() == test::kStart);
  hooks.calls.dones[0](accepted());
  hooks.world.scheduler.advance_to(test::kStart + 1h);
  CHECK(hooks.world.scheduler.now() == test::kStart + 1h);
  CHECK((**hooks.answer)->status == 202);
}

TEST_CASE("an answer after the sender gave up changes nothing") {
  Webhooks hooks;
  hooks.outside.call_by(&hooks.calls);
  hooks.post("http://127.0.0.1:8080/hook");
  hooks.world.scheduler.advance_to(test::kStart + 31s);
  REQUIRE(hooks.answer->has_value());
  CHECK((*hooks.answer)->error() == wire::Break::timed_out);
  hooks.calls.dones[0](accepted());
  hooks.world.scheduler.run_due();
  CHECK(hooks.stimuli() == 0);
  CHECK((*hooks.answer)->error() == wire::Break::timed_out);
}

TEST_CASE("an answer after the cloud is gone is dropped") {
  KeptCalls::Done late;
  {
    Webhooks hooks;
    hooks.outside.call_by(&hooks.calls);
    hooks.post("http://127.0.0.1:8080/hook");
    late = hooks.calls.dones[0];
  }
  late(accepted());
  SUCCEED("nothing was touched");
}
