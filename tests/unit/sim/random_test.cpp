#include "emulator/sim/random.hpp"

#include <catch2/catch.hpp>

#include <set>

using droppoint::sim::Random;

TEST_CASE("the first outputs of a seed are pinned, since journals promise them") {
  Random random(7);
  CHECK(random.next() == 12923355070828475994U);
  CHECK(Random(7).stream("apns").next() != Random(7).stream("fcm").next());
}

TEST_CASE("a stream does not depend on what was drawn elsewhere") {
  Random drawn(3);
  for (int draw = 0; draw < 100; ++draw) drawn.next();
  CHECK(drawn.stream("hub").uuid() == Random(3).stream("hub").uuid());
}

TEST_CASE("draws stay below their bound and reach every outcome") {
  Random random(1);
  std::set<std::uint64_t> seen;
  for (int draw = 0; draw < 1000; ++draw) seen.insert(random.below(6));
  CHECK(seen == std::set<std::uint64_t>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("a UUID has version 4 and the RFC's variant") {
  Random random(9);
  for (int draw = 0; draw < 50; ++draw) {
    const std::string uuid = random.uuid();
    REQUIRE(uuid.size() == 36);
    CHECK(uuid[14] == '4');
    CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
  }
}
