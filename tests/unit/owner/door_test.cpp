#include "emulator/owner/door.hpp"

#include <catch2/catch.hpp>

#include "emulator/journal/json.hpp"
#include "tests/support/test_world.hpp"

using namespace std::chrono_literals;
using namespace droppoint;
using test::request;
using wire::Party;
using wire::StimulusKind;

namespace {

// A party whose answers depend on all that a run is a function of: what came before, the seed and the time.
class Counting final : public wire::Service {
 public:
  Counting(sim::Scheduler& scheduler, sim::Random random) : scheduler_(scheduler), random_(random) {}
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    if (hop.request.target == "/slow") {
      auto sleeping = scheduler_.sleep_for(90s, sim::Weight::work);
      co_await sleeping;
    }
    std::string text =
        std::to_string(++asked_) + ' ' + random_.hex(8) + ' ' + sim::to_iso8601(scheduler_.now());
    http::Response response{.status = 200, .body = http::make_body(std::move(text))};
    co_return response;
  }

 private:
  sim::Scheduler& scheduler_;
  sim::Random random_;
  int asked_ = 0;
};

struct World : test::TestWorld {
  World() { wire.attach(Party::notification_hubs, service); }
  ~World() { scheduler.destroy_tasks(); }

  void admit(std::string target, sim::Time sender_time = test::kStart) {
    owner::Request arrival{
        .to = Party::notification_hubs,
        .request = request("GET", "x", std::move(target), {{"traceparent", "00-aa-bb-01"}}),
        .origin = {.outside = true, .sender_time = sender_time}};
    scheduler.spawn(let_in(&door, std::move(arrival)), "arrival");
    scheduler.run_due();
  }
  static sim::Task<void> let_in(owner::Door* door, owner::Request arrival) {
    auto admitting = door->admit(std::move(arrival));
    co_await std::move(admitting);
  }

  Counting service{scheduler, random.stream("counting")};
  owner::Door door{wire};
};

// Feeds what one journal recorded to a new world, moving its clock to where each stimulus came.
void replay(const journal::Reader& recorded, World& world) {
  for (const wire::Stimulus& stimulus : recorded.stimuli()) {
    world.scheduler.advance_to(stimulus.at);
    if (stimulus.kind == StimulusKind::advance) {
      world.door.advance_to(stimulus.advance_to);
      continue;
    }
    const auto hop = recorded.hops({.after = stimulus.hop - 1, .limit = 1}).front();
    world.admit(hop->request.target, hop->origin.sender_time);
  }
}

}  // namespace

TEST_CASE("a stimulus is recorded before it acts, with the hop that it opens") {
  World world;
  world.admit("/one");
  world.door.advance_to(test::kStart + 10min);
  world.admit("/two");
  const auto stimuli = world.journal.stimuli();
  REQUIRE(stimuli.size() == 3);
  CHECK(stimuli[0].kind == StimulusKind::request);
  CHECK(stimuli[0].hop == 1);
  CHECK(stimuli[1].kind == StimulusKind::advance);
  CHECK(stimuli[1].at == test::kStart);
  CHECK(stimuli[1].advance_to == test::kStart + 10min);
  CHECK(stimuli[2].order == 3);
  CHECK(stimuli[2].at == test::kStart + 10min);
  CHECK(stimuli[2].hop == 2);
}

TEST_CASE("each arrival opens a trace and keeps the caller's traceparent") {
  World world;
  world.admit("/one");
  world.admit("/two");
  const auto traces = world.journal.traces({.with_unkinded = true});
  REQUIRE(traces.size() == 2);
  CHECK(traces[1].trace.traceparent == "00-aa-bb-01");
  CHECK(traces[0].hops[0]->origin.outside);
}

TEST_CASE("time that passed by itself is noted once, and only if it passed") {
  World world;
  world.admit("/one");
  world.door.note_time();
  CHECK(world.journal.stimuli().size() == 1);
  world.scheduler.advance_to(test::kStart + 5s);
  world.door.note_time();
  world.door.note_time();
  REQUIRE(world.journal.stimuli().size() == 2);
  CHECK(world.journal.stimuli()[1].advance_to == test::kStart + 5s);
}

TEST_CASE("the same seed and stimuli give a byte-identical journal, also from a replay") {
  const auto drive = [](World& world) {
    world.admit("/one");
    world.admit("/slow");
    world.door.advance_to(test::kStart + 30s);
    world.admit("/three");
    world.door.advance_to(test::kStart + 2min);
  };
  World first;
  drive(first);
  World second;
  drive(second);
  World replayed;
  replay(first.journal, replayed);
  const std::string exported = journal::export_json(first.journal);
  CHECK(exported.find("2026-01-01T00:01:30Z") != std::string::npos);
  CHECK(exported == journal::export_json(second.journal));
  CHECK(exported == journal::export_json(replayed.journal));
}

TEST_CASE("a run that differs in one stimulus has another journal") {
  World first;
  first.admit("/one");
  World other;
  other.door.advance_to(test::kStart + 1ns);
  other.admit("/one");
  CHECK(journal::export_json(first.journal) != journal::export_json(other.journal));
}
