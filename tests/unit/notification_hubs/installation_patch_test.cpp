#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/registrar_world.hpp"

namespace droppoint::test {
namespace {

constexpr const char* kInstallation =
    R"({"platform":"wns","pushChannel":"https://w","userId":"bob","tags":["a","b"],"pushVariables":{"k":"v"},)"
    R"("templates":{"t":{"body":"<a/>","headers":{"h":"1"},"expiry":"e","tags":["q"]}},)"
    R"("secondaryTiles":{"tile":{"pushChannel":"https://x","tags":["c"],"templates":{"u":{"body":"<b/>"}}}}})";

// What is left of the installation's JSON behind the parts that no patch changes here.
std::string patched(const std::string& operations, int status = 200) {
  RegistrarWorld world;
  REQUIRE(world.installed("i1", kInstallation) == 200);
  const std::string before = world.installation("i1");
  const http::Response answer = world.call("PATCH", "installations/i1", '[' + operations + ']');
  INFO(operations << ' ' << body_of(answer));
  CHECK(answer.status == status);
  const std::string after = world.installation("i1");
  if (status != 200) CHECK(after == before);
  CHECK(world.metric("installation.patch") == (status == 200 ? 1 : 0));
  return after;
}

std::string operation(const std::string& op, const std::string& path, const std::string& value = {}) {
  const std::string end = value.empty() ? "}" : ",\"value\":" + value + "}";
  return R"({"op":")" + op + R"(","path":")" + path + '"' + end;
}

}  // namespace

TEST_CASE("a patch sets and removes plain members") {
  CHECK(contains(patched(operation("add", "/userId", "\"eve\"")), R"("userId":"eve")"));
  CHECK(contains(patched(operation("replace", "/UserID", "\"eve\"")), R"("userId":"eve")"));
  CHECK_FALSE(contains(patched(operation("remove", "/userId")), "userId"));
  CHECK(contains(patched(operation("replace", "/pushChannel", "\"https://n\"")),
                 R"("pushChannel":"https://n")"));
  CHECK(contains(patched(operation("add", "/expirationTime", "\"2027-01-01T00:00:00Z\"")),
                 R"("expirationTime":"2027-01-01T00:00:00Z")"));
  CHECK(contains(patched(operation("remove", "/expirationTime")), "9999-12-31"));
  CHECK(contains(patched(operation("add", "/pushVariables/K", "\"w\"")), R"("pushVariables":{"k":"w"})"));
  CHECK_FALSE(contains(patched(operation("remove", "/pushVariables/k")), "pushVariables"));
}

TEST_CASE("a patch adds tags one by one or many, and removes one by its name") {
  CHECK(contains(patched(operation("add", "/tags", "\"c\"")), R"("tags":["a","b","c"],"pushVariables")"));
  CHECK(contains(patched(operation("add", "/tags", "[\"b\",\"c\"]")),
                 R"("tags":["a","b","c"],"pushVariables")"));
  CHECK(contains(patched(operation("replace", "/tags", "[\"c\"]")), R"("tags":["c"],"pushVariables")"));
  CHECK(contains(patched(operation("remove", "/tags/a")), R"("tags":["b"],"pushVariables")"));
  CHECK(contains(patched(operation("replace", "/tags/a", "\"z\"")), R"("tags":["z","b"],"pushVariables")"));
  // With the last one the whole member goes.
  const std::string none = patched(operation("remove", "/tags/a") + ',' + operation("remove", "/tags/b"));
  CHECK(contains(none, R"("9999-12-31T23:59:59.9999999Z","pushVariables")"));
  CHECK(contains(patched(operation("remove", "/tags")), R"("9999-12-31T23:59:59.9999999Z","pushVariables")"));
}

TEST_CASE("a patch changes templates whole or in part; their JSON may stand in a text") {
  CHECK(contains(patched(operation("add", "/templates/n", R"("{\"body\":\"<n/>\",\"tags\":[\"r\"]}")")),
                 R"("n":{"body":"<n/>","tags":["r","n"]})"));
  CHECK(contains(patched(operation("replace", "/templates/t", R"({"body":"<n/>"})")),
                 R"("t":{"body":"<n/>","tags":["t"]})"));
  CHECK_FALSE(contains(patched(operation("remove", "/templates/t")), R"("t":{)"));
  CHECK(contains(patched(operation("replace", "/templates/t/body", "\"<n/>\"")),
                 R"("body":"<n/>","headers":{"h":"1"})"));
  CHECK(contains(patched(operation("add", "/templates/t/headers", R"("{\"i\":\"2\"}")")),
                 R"("headers":{"i":"2"})"));
  CHECK(
      contains(patched(operation("add", "/templates/t/headers", R"({"i":"2"})")), R"("headers":{"i":"2"})"));
  CHECK_FALSE(contains(patched(operation("remove", "/templates/t/headers")), "headers"));
  CHECK(contains(patched(operation("add", "/templates/t/expiry", "\"f\"")), R"("expiry":"f")"));
  CHECK_FALSE(contains(patched(operation("remove", "/templates/t/expiry")), "expiry"));
  CHECK(contains(patched(operation("add", "/templates/t/tags", "\"r\"")), R"("tags":["q","r","t"])"));
  CHECK(contains(patched(operation("remove", "/templates/t/tags/q")), R"("expiry":"e","tags":["t"])"));
}

TEST_CASE("a patch changes secondary tiles like the primary one") {
  CHECK(contains(patched(operation("add", "/secondaryTiles/n", R"("{\"pushChannel\":\"https://n\"}")")),
                 R"("n":{"pushChannel":"https://n","pushChannelExpired":false})"));
  CHECK_FALSE(contains(patched(operation("remove", "/secondaryTiles/tile")), "secondaryTiles"));
  CHECK(contains(patched(operation("replace", "/secondaryTiles/tile/pushChannel", "\"https://n\"")),
                 R"("tile":{"pushChannel":"https://n")"));
  CHECK(contains(patched(operation("add", "/secondaryTiles/tile/tags", "\"d\"")), R"("tags":["c","d"])"));
  CHECK(contains(patched(operation("add", "/secondaryTiles/tile/templates/v", R"("{\"body\":\"<v/>\"}")")),
                 R"("v":{"body":"<v/>","tags":["v"]})"));
  CHECK(contains(patched(operation("replace", "/secondaryTiles/tile/templates/u/body", "\"<n/>\"")),
                 R"("u":{"body":"<n/>")"));
}

TEST_CASE("names in a path may hold slashes and tildes") {
  const std::string with_slash = patched(operation("add", "/templates/a~1b~0c", R"({"body":"<n/>"})"));
  CHECK(contains(with_slash, R"("a/b~c":{"body")"));
}

TEST_CASE("operations follow each other, and all of them hold or none") {
  CHECK(contains(patched(operation("remove", "/userId") + ',' + operation("add", "/userId", "\"eve\"")),
                 R"("userId":"eve")"));
  patched(operation("add", "/userId", "\"eve\"") + ',' + operation("remove", "/tags/none"), 400);
}

TEST_CASE("a patch that cannot be applied is refused") {
  const std::string operations = GENERATE(
      std::string("7"), std::string("{}"), operation("move", "/userId", "\"x\""),
      operation("add", "", "\"x\""), operation("add", "userId", "\"x\""), operation("add", "/", "\"x\""),
      operation("add", "/userId"), operation("add", "/userId", "7"), operation("add", "/userId/x", "\"x\""),
      operation("add", "/other", "\"x\""), operation("add", "/platform", "\"apns\""),
      operation("remove", "/pushChannel"), operation("add", "/pushChannel", "{}"),
      operation("add", "/tags", "\"a b\""), operation("add", "/tags", "7"),
      operation("add", "/tags/x", "\"x\""), operation("remove", "/tags/none"),
      operation("remove", "/tags/a/b"), operation("replace", "/tags/none", "\"x\""),
      operation("add", "/templates", "{}"), operation("remove", "/templates/none"),
      operation("add", "/templates/n", "\"text\""), operation("add", "/templates/n", "{}"),
      operation("add", "/templates/none/body", "\"x\""), operation("remove", "/templates/t/body"),
      operation("add", "/templates/t/other", "\"x\""), operation("add", "/templates/t/body/x", "\"x\""),
      operation("add", "/templates/t/headers", "\"x\""), operation("remove", "/secondaryTiles/none"),
      operation("add", "/secondaryTiles/none/pushChannel", "\"x\""),
      operation("remove", "/secondaryTiles/tile/pushChannel"),
      operation("add", "/secondaryTiles/tile/x", "\"x\""), operation("add", "/expirationTime", "\"soon\""),
      operation("remove", "/pushVariables/none"), operation("add", "/pushVariables/k", "7"));
  patched(operations, 400);
}

TEST_CASE("a patch that is no list is refused") {
  RegistrarWorld world;
  world.installed("i1", kInstallation);
  CHECK(world.call("PATCH", "installations/i1", operation("remove", "/userId")).status == 400);
  CHECK(world.call("PATCH", "installations/i1", "").status == 400);
  CHECK(world.call("PATCH", "installations/i1", "[]").status == 200);
}

}  // namespace droppoint::test
