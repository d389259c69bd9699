#include "fakes/communication_services/link_cache.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace droppoint;
using namespace droppoint::fakes;
using namespace std::chrono_literals;
using communication_services::LinkCache;
using communication_services::Propagation;

namespace {

const sim::Time kFirstUse = *sim::parse_iso8601("2026-01-01T00:00:00Z");
const std::optional<resources::Link> kNone;

std::optional<resources::Link> link_to(const std::string& hub) {
  return resources::Link{"string of " + hub, "id of " + hub};
}

}  // namespace

TEST_CASE("an entry holds up to, not at, ten minutes after it was loaded") {
  LinkCache cache(Propagation::fixed(10min), sim::Random(7));
  CHECK(cache.use("r", link_to("old"), kFirstUse).loaded);
  const auto before = cache.use("r", link_to("new"), kFirstUse + 10min - 1ns);
  CHECK(before.entry.link == link_to("old"));
  CHECK_FALSE(before.loaded);
  CHECK(before.entry.loaded_at == kFirstUse);
  CHECK(before.entry.valid_until == kFirstUse + 10min);
  const auto after = cache.use("r", link_to("new"), kFirstUse + 10min);
  CHECK(after.entry.link == link_to("new"));
  CHECK(after.loaded);
  CHECK(after.entry.valid_until == kFirstUse + 20min);
}

TEST_CASE("a use does not prolong an entry") {
  LinkCache cache(Propagation::fixed(10min), sim::Random(7));
  cache.use("r", link_to("old"), kFirstUse);
  cache.use("r", link_to("new"), kFirstUse + 9min);
  CHECK(cache.use("r", link_to("new"), kFirstUse + 10min).entry.link == link_to("new"));
}

TEST_CASE("that there is no link is remembered like a link") {
  LinkCache cache(Propagation::fixed(10min), sim::Random(7));
  CHECK_FALSE(cache.use("r", kNone, kFirstUse).entry.link);
  CHECK_FALSE(cache.use("r", link_to("first"), kFirstUse + 9min + 59s).entry.link);
  CHECK(cache.use("r", link_to("first"), kFirstUse + 10min).entry.link == link_to("first"));
}

TEST_CASE("each resource has its own entry") {
  LinkCache cache(Propagation::fixed(10min), sim::Random(7));
  cache.use("one", link_to("old"), kFirstUse);
  CHECK(cache.valid_entry("other", kFirstUse) == nullptr);
  CHECK(cache.use("other", link_to("new"), kFirstUse + 1min).entry.link == link_to("new"));
  CHECK(cache.use("one", link_to("new"), kFirstUse + 1min).entry.link == link_to("old"));
}

TEST_CASE("a flushed entry is loaded by the next use, of that resource only") {
  LinkCache cache(Propagation::fixed(10min), sim::Random(7));
  cache.use("one", link_to("old"), kFirstUse);
  cache.use("other", link_to("old"), kFirstUse);
  cache.flush("one");
  cache.flush("never seen");
  CHECK(cache.valid_entry("one", kFirstUse) == nullptr);
  CHECK(cache.valid_entry("other", kFirstUse) != nullptr);
}

TEST_CASE("without propagation each use loads") {
  LinkCache cache(Propagation::none(), sim::Random(7));
  cache.use("r", link_to("old"), kFirstUse);
  CHECK(cache.valid_entry("r", kFirstUse) == nullptr);
  CHECK(cache.use("r", link_to("new"), kFirstUse).entry.link == link_to("new"));
}

TEST_CASE("uniform lifetimes are drawn anew for each load, from the seed, and never exceed their maximum") {
  std::vector<std::int64_t> drawn;
  std::vector<std::int64_t> again;
  for (auto* draws : {&drawn, &again}) {
    LinkCache cache(Propagation::uniform(10min), sim::Random(7).stream("propagation"));
    sim::Time now = kFirstUse;
    for (int load = 0; load < 200; ++load) {
      const auto use = cache.use("r", link_to("old"), now);
      REQUIRE(use.loaded);
      REQUIRE(use.entry.valid_until >= now);
      REQUIRE(use.entry.valid_until <= now + 10min);
      draws->push_back((use.entry.valid_until - now) / 1ms);
      now = use.entry.valid_until;
    }
  }
  CHECK(drawn == again);
  CHECK(std::set<std::int64_t>(drawn.begin(), drawn.end()).size() > 190);
  // Pinned: journals of a seed promise them.
  CHECK(std::vector<std::int64_t>(drawn.begin(), drawn.begin() + 3) ==
        std::vector<std::int64_t>{431377, 298464, 164173});
}
