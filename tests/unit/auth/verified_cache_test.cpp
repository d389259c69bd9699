#include "fakes/auth/verified_cache.hpp"

#include <catch2/catch.hpp>

using namespace droppoint;
using auth::VerifiedCache;

namespace {

sim::Time at(std::int64_t seconds) {
  return sim::from_unix_seconds(seconds);
}

}  // namespace

TEST_CASE("a credential is known until its expiry") {
  VerifiedCache<int> cache(3);
  CHECK(cache.find("a", at(0)) == nullptr);
  cache.remember("a", at(10), 1);
  REQUIRE(cache.find("a", at(9)) != nullptr);
  CHECK(*cache.find("a", at(9)) == 1);
  CHECK(cache.find("a", at(10)) == nullptr);
  CHECK(cache.find("A", at(9)) == nullptr);
  cache.remember("a", at(20), 2);
  CHECK(*cache.find("a", at(15)) == 2);
  CHECK(cache.size() == 1);
}

TEST_CASE("a full cache lets the one remembered longest ago go") {
  VerifiedCache<std::string> cache(2);
  cache.remember("a", at(100), "first");
  cache.remember("b", at(1), "second");
  // Being used does not keep an entry; being remembered again does.
  CHECK(cache.find("a", at(0)) != nullptr);
  cache.remember("c", at(100), "third");
  CHECK(cache.find("a", at(0)) == nullptr);
  CHECK(cache.find("b", at(0)) != nullptr);
  cache.remember("b", at(100), "second again");
  cache.remember("d", at(100), "fourth");
  CHECK(cache.find("c", at(0)) == nullptr);
  CHECK(*cache.find("b", at(0)) == "second again");
  CHECK(cache.size() == 2);
}

TEST_CASE("what was verified with a key that changed is forgotten") {
  VerifiedCache<int> cache(8);
  for (int index = 0; index < 8; ++index)
    cache.remember(std::string(100, static_cast<char>('a' + index)), at(9), index);
  cache.forget(std::string(100, 'c'));
  cache.forget("unknown");
  CHECK(cache.size() == 7);
  CHECK(cache.find(std::string(100, 'c'), at(0)) == nullptr);
  CHECK(*cache.find(std::string(100, 'd'), at(0)) == 3);
  cache.clear();
  CHECK(cache.size() == 0);
  CHECK(cache.find(std::string(100, 'd'), at(0)) == nullptr);
}

TEST_CASE("it never grows beyond its bound") {
  VerifiedCache<int> cache(16);
  for (int index = 0; index < 1000; ++index) {
    cache.remember("token " + std::to_string(index), at(1000), index);
    REQUIRE(cache.size() <= 16);
  }
  CHECK(*cache.find("token 999", at(0)) == 999);
  CHECK(*cache.find("token 984", at(0)) == 984);
  CHECK(cache.find("token 983", at(0)) == nullptr);
}
