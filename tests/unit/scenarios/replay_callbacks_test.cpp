#include "scenarios/replay/replay.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "emulator/journal/memory_journal.hpp"
#include "fakes/cloud_core.hpp"

using namespace std::chrono_literals;
using namespace droppoint;

namespace {

// A back end that makes calls by Call Automation, embedded with its web server.
struct BackEnd {
  explicit BackEnd(Cloud& the_cloud) : cloud(the_cloud) {
    cloud.answer_url("https://back.end/hooks", [this](const http::Request& request) {
      const auto events = nlohmann::json::parse(http::bytes_of(request.body));
      for (const auto& event : events) told.push_back(event["type"]);
      return http::Response{.status = told.size() == 1 ? 500 : 200};
    });
  }

  void call(const std::string& user) {
    const auto users =
        nlohmann::json::parse(http::bytes_of((**cloud.control("GET", "/_droppoint/v1/users")).body));
    nlohmann::json target;
    for (const auto& one : users) {
      if (one["name"] == user) target["rawId"] = one["id"];
    }
    const nlohmann::json body{{"callbackUri", "https://back.end/hooks/calls"}, {"targets", {target}}};
    http::Request request{.method = "POST",
                          .target = "/calling/callConnections?api-version=2025-05-15",
                          .authority = "droppoint-acs.communication.azure.com",
                          .body = http::make_body(body.dump())};
    request.headers.add("authorization", "Bearer " + cloud.core().management_token());
    request.headers.add("content-type", "application/json");
    const auto answer = cloud.request(std::move(request));
    REQUIRE(answer);
    REQUIRE(answer->has_value());
    INFO(http::bytes_of((*answer)->body));
    REQUIRE((*answer)->status == 201);
  }

  Cloud& cloud;
  std::vector<std::string> told;
};

}  // namespace

TEST_CASE("a test answers callbacks in process, after a reset too, and the journal replays without it") {
  auto recorded = std::make_shared<journal::MemoryJournal>();
  Cloud cloud{{.seed = 11, .journal = recorded}};
  BackEnd back_end(cloud);
  for (const bool anew : {false, true}) {
    if (anew) cloud.reset();
    cloud.devices().add({.name = "alice-iphone", .user = "alice"});
    back_end.told.clear();
    back_end.call("alice");
    cloud.advance(31s);
    CHECK(back_end.told == std::vector<std::string>{"Microsoft.Communication.CreateCallFailed",
                                                    "Microsoft.Communication.CallDisconnected"});
    const auto result = scenarios::replay(*recorded);
    REQUIRE(result);
    CAPTURE(result->difference
                ? result->difference->what + result->difference->recorded + result->difference->replayed
                : "");
    CHECK_FALSE(result->difference);
    const auto hooks = recorded->hops({.to = wire::Party::webhook});
    REQUIRE(hooks.size() == 2);
    CHECK((**hooks[0]->answer).status == 500);
  }
}
