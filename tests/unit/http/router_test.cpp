#include "emulator/http/router.hpp"

#include <catch2/catch.hpp>

using namespace droppoint::http;

namespace {

Router<int>::Match find(const Router<int>& router, std::string_view method, std::string_view target) {
  return router.find(method, Target::parse(target).value());
}

// The handler that was found, or -1.
int found(const Router<int>& router, std::string_view method, std::string_view target) {
  const auto match = find(router, method, target);
  CHECK((match.outcome == RouteOutcome::found) == static_cast<bool>(match));
  return match ? *match.handler : -1;
}

constexpr std::string_view kNamespace =
    "/subscriptions/{subscription:uuid}/resourceGroups/{group}/providers/Microsoft.NotificationHubs/"
    "namespaces/"
    "{namespace}";

}  // namespace

TEST_CASE("parameters are decoded and literals ignore case when the router says so") {
  Router<int> router(LiteralCase::ignored);
  router.add("PUT", kNamespace, 1);
  const auto match =
      find(router, "PUT",
           "/Subscriptions/ABCDEF00-0000-0000-0000-000000000000/resourcegroups/My%20Group/providers/"
           "microsoft.notificationhubs/NAMESPACES/Contoso-ns?api-version=2023-09-01");
  REQUIRE(match);
  CHECK(*match.handler == 1);
  CHECK(match.parameters.size() == 3);
  CHECK(match.parameters.uuid("subscription") == "abcdef00-0000-0000-0000-000000000000");
  CHECK(match.parameters.text("subscription") == "ABCDEF00-0000-0000-0000-000000000000");
  CHECK(match.parameters.text("group") == "My Group");
  CHECK(match.parameters.text("namespace") == "Contoso-ns");
  CHECK(match.parameters.contains("group"));
  CHECK(!match.parameters.contains("hub"));
}

TEST_CASE("literals count case unless the route or the router says otherwise") {
  Router<int> router;
  router.add("GET", "/3/device/{token}", 1);
  router.add("GET", "/Hub/messages", 2, LiteralCase::ignored);
  CHECK(found(router, "GET", "/3/device/ab") == 1);
  CHECK(found(router, "GET", "/3/Device/ab") == -1);
  CHECK(found(router, "GET", "/hUB/MESSAGES") == 2);
}

TEST_CASE("not found and method not allowed are told apart, with the methods there are") {
  Router<int> router;
  router.add("GET", "/things/{id}", 1);
  router.add("DELETE", "/things/{id}", 2);
  router.add("PATCH", "/things/special", 3);
  router.add("GET", "/things/{id}/{rest...}", 4);
  const auto refused = find(router, "POST", "/things/special");
  CHECK(refused.outcome == RouteOutcome::method_not_allowed);
  CHECK(refused.handler == nullptr);
  CHECK(refused.allow() == "DELETE, GET, PATCH");
  CHECK(find(router, "get", "/things/1").allow() == "DELETE, GET");
  CHECK(find(router, "POST", "/other").outcome == RouteOutcome::not_found);
  CHECK(find(router, "POST", "/other").allow().empty());
  CHECK(find(router, "GET", "/things").outcome == RouteOutcome::not_found);
  CHECK(find(router, "GET", "/").outcome == RouteOutcome::not_found);
  CHECK(found(router, "DELETE", "/things/special") == 2);
}

TEST_CASE("an empty router finds nothing") {
  const Router<int> router;
  CHECK(router.size() == 0);
  CHECK(find(router, "GET", "/").outcome == RouteOutcome::not_found);
}

TEST_CASE("literals win over parameters whatever the order of registration") {
  Router<int> router;
  router.add("GET", "/{a...}", 1);
  router.add("GET", "/{hub}/{x}", 2);
  router.add("GET", "/{hub}/{id:integer}", 3);
  router.add("GET", "/{hub}/m-{id}", 4);
  router.add("GET", "/{hub}/messages", 5);
  router.add("GET", "/chat/{x}", 6);
  CHECK(found(router, "GET", "/h/messages") == 5);
  CHECK(found(router, "GET", "/h/m-1") == 4);
  CHECK(found(router, "GET", "/h/17") == 3);
  CHECK(found(router, "GET", "/h/x17") == 2);
  CHECK(found(router, "GET", "/chat/messages") == 6);
  CHECK(found(router, "GET", "/a/b/c") == 1);
  CHECK(found(router, "GET", "/") == 1);
}

TEST_CASE("of two routes that are alike the earlier wins") {
  Router<int> router;
  router.add("GET", "/{a}/x", 1);
  router.add("GET", "/{b}/x", 2);
  router.add("GET", "/{c}/y", 3);
  CHECK(found(router, "GET", "/q/x") == 1);
  CHECK(found(router, "GET", "/q/y") == 3);
  const auto match = find(router, "GET", "/q/x");
  CHECK(match.parameters.contains("a"));
  CHECK(!match.parameters.contains("b"));
}

TEST_CASE("actions behind a colon are told from plain parameters") {
  Router<int> router;
  router.add("GET", "/calling/callConnections/{id}", 1);
  router.add("DELETE", "/calling/callConnections/{id}", 2);
  router.add("POST", "/calling/callConnections/{id}:terminate", 3);
  router.add("POST", "/calling/callConnections:answer", 4);
  router.add("POST", "/chat/threads/{thread}/participants/:add", 5);
  router.add("POST", "/calling/callConnections/{id}/participants:add", 6);
  const auto match = find(router, "POST", "/calling/callConnections/ab%3A1:terminate");
  REQUIRE(match);
  CHECK(*match.handler == 3);
  CHECK(match.parameters.text("id") == "ab:1");
  CHECK(found(router, "GET", "/calling/callConnections/ab") == 1);
  CHECK(found(router, "POST", "/calling/callConnections:answer") == 4);
  CHECK(found(router, "POST", "/chat/threads/19%3Aa/participants/:add") == 5);
  CHECK(found(router, "POST", "/calling/callConnections/a/participants:add") == 6);
  CHECK(find(router, "POST", "/calling/callConnections/:terminate").outcome ==
        RouteOutcome::method_not_allowed);
  CHECK(find(router, "POST", "/calling/callConnections/a:hold").allow() == "DELETE, GET");
  CHECK(find(router, "POST", "/calling/callConnections:reject").outcome == RouteOutcome::not_found);
}

TEST_CASE("typed parameters take only what they name") {
  Router<int> router;
  router.add("GET", "/m/{id:integer}", 1);
  router.add("GET", "/u/{id:uuid}", 2);
  router.add("GET", "/p/v{id:integer}", 3);
  CHECK(find(router, "GET", "/m/042").parameters.integer("id") == 42);
  CHECK(find(router, "GET", "/m/9223372036854775807").parameters.integer("id") == INT64_MAX);
  for (const char* bad :
       {"/m/-1", "/m/+1", "/m/1x", "/m/9223372036854775808", "/m/%20", "/p/v", "/p/vx", "/u/1",
        "/u/00000000-0000-0000-0000-00000000000g", "/u/00000000000000000000000000000000"}) {
    INFO(bad);
    CHECK(find(router, "GET", bad).outcome == RouteOutcome::not_found);
  }
  CHECK(found(router, "GET", "/u/00000000-0000-0000-0000-00000000000F") == 2);
  CHECK(find(router, "GET", "/p/v7").parameters.integer("id") == 7);
}

TEST_CASE("the rest may stand at the end or amidst and may be empty") {
  Router<int> router(LiteralCase::ignored);
  router.add("GET", "/{resource...}/providers/microsoft.insights/metrics", 1);
  router.add("*", "/chat/{rest...}", 2);
  const auto match = find(router, "GET", "/subscriptions/s/a%20b/providers/Microsoft.Insights/metrics");
  REQUIRE(match);
  CHECK(match.parameters.text("resource") == "subscriptions/s/a b");
  CHECK(find(router, "GET", "/providers/microsoft.insights/metrics").parameters.text("resource").empty());
  CHECK(find(router, "GET", "/insights/metrics").outcome == RouteOutcome::not_found);
  CHECK(find(router, "GET", "/x/providers/microsoft.insights/metrics/y").outcome == RouteOutcome::not_found);
  CHECK(found(router, "PURGE", "/chat/a/b") == 2);
  CHECK(find(router, "GET", "/chat").parameters.text("rest").empty());
}

TEST_CASE("a route for any method yields to a better pattern of the method asked for") {
  Router<int> router;
  router.add("*", "/chat/{rest...}", 1);
  router.add("GET", "/chat/threads", 2);
  CHECK(found(router, "GET", "/chat/threads") == 2);
  CHECK(found(router, "PUT", "/chat/threads") == 1);
}

TEST_CASE("encoded literals and trailing slashes match") {
  Router<int> router(LiteralCase::ignored);
  router.add("POST", "/{hub}/messages/$batch", 1);
  router.add("POST", "/{hub}/messages", 2);
  CHECK(found(router, "POST", "/h/messages/%24batch?direct") == 1);
  CHECK(found(router, "POST", "//h//messages/") == 2);
  CHECK(found(router, "POST", "/h/mess%61ges") == 2);
  // A slash that was encoded separates nothing.
  CHECK(found(router, "POST", "/h%2Fmessages") == -1);
}

TEST_CASE("handlers may be anything that can be copied") {
  Router<std::string> router;
  router.add("GET", "/", "root");
  const auto match = router.find("GET", Target::parse("/").value());
  REQUIRE(match);
  CHECK(*match.handler == "root");
}
