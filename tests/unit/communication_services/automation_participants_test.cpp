#include <catch2/catch.hpp>

#include "tests/unit/communication_services/automation_world.hpp"

using namespace droppoint;
using namespace droppoint::test;

namespace {

// A call of Call Automation with Alice, who answered on her iPhone.
struct InACall : AutomationWorld {
  InACall() {
    made = create({"alice"}).body;
    act(made, "answer", {{"device", "iphone"}});
    callbacks();
    hub.seen.clear();
    devices.seen.clear();
  }
  Reply do_it(const std::string& method, const std::string& what, const json& body = {}) {
    return automation(method, '/' + made["callConnectionId"].get<std::string>() + what, body);
  }
  json made;
};

}  // namespace

TEST_CASE("what adding a participant refuses") {
  InACall cloud;
  for (const json& seconds : {json(0), json(181), json(-1), json(1.5), json("30"), json(4294967301)}) {
    CAPTURE(seconds);
    CHECK(cloud
              .do_it("POST", "/participants:add",
                     {{"participantToAdd", cloud.user("carol")}, {"invitationTimeoutInSeconds", seconds}})
              .status == 400);
  }
}

TEST_CASE("one who is added rings, and is in the call by answering") {
  InACall cloud;
  const json carol = cloud.user("carol");
  const Reply added =
      cloud.do_it("POST", "/participants:add", {{"participantToAdd", carol}, {"operationContext", "more"}});
  REQUIRE(added.status == 202);
  CHECK(added.body["participant"]["identifier"]["rawId"] == carol["rawId"]);
  REQUIRE(cloud.hub.seen.size() == 1);
  CHECK(cloud.do_it("POST", "/participants:add", {{"participantToAdd", carol}}).status == 400);
  SECTION("answers") {
    cloud.act(cloud.made, "answer", {{"device", "carols-iphone"}});
    const std::vector<json> told = cloud.callbacks();
    REQUIRE(told.size() == 2);
    CHECK(told[0]["type"] == "Microsoft.Communication.AddParticipantSucceeded");
    CHECK(told[0]["data"]["operationContext"] == "more");
    CHECK(told[0]["data"]["participant"]["rawId"] == carol["rawId"]);
    CHECK(told[1]["data"]["participants"].size() == 3);
    CHECK(cloud.do_it("GET", "/participants").body["value"].size() == 3);
    SECTION("and the back end leaves the others alone") {
      CHECK(cloud.do_it("DELETE", "").status == 204);
      CHECK(cloud.callback_types() == Types{"CallDisconnected"});
      CHECK(cloud.devices.seen.size() == 1);
    }
    SECTION("and is removed again") {
      CHECK(cloud.do_it("POST", "/participants:remove", {{"participantToRemove", carol}}).status == 202);
      CHECK(cloud.callback_types() == Types{"RemoveParticipantSucceeded", "ParticipantsUpdated"});
      CHECK(cloud.devices.seen.back().target.ends_with("/over"));
    }
    SECTION("and is muted") {
      const std::string one = "/participants/" + carol["rawId"].get<std::string>();
      CHECK(cloud.do_it("GET", one).body["isMuted"] == false);
      CHECK(cloud.do_it("POST", "/participants:mute", {{"targetParticipants", {carol}}}).status == 200);
      CHECK(cloud.do_it("GET", one).body["isMuted"] == true);
    }
  }
  SECTION("declines") {
    cloud.act(cloud.made, "decline", {{"device", "carols-iphone"}});
    const std::vector<json> told = cloud.callbacks();
    REQUIRE(told.size() == 1);
    CHECK(told[0]["type"] == "Microsoft.Communication.AddParticipantFailed");
    CHECK(told[0]["data"]["resultInformation"]["code"] == 603);
    CHECK(cloud.do_it("GET", "").body["callConnectionState"] == "connected");
    SECTION("and answers when asked again") {
      REQUIRE(cloud.do_it("POST", "/participants:add", {{"participantToAdd", carol}}).status == 202);
      CHECK(cloud.act(cloud.made, "answer", {{"device", "carols-iphone"}}).status == 200);
      CHECK(cloud.callback_types() == Types{"AddParticipantSucceeded", "ParticipantsUpdated"});
      CHECK(cloud.act(cloud.made, "hang-up", {{"device", "carols-iphone"}}).status == 200);
    }
  }
  SECTION("is no longer wanted") {
    const json cancel{{"invitationId", added.body["invitationId"]}};
    CHECK(cloud.do_it("POST", "/participants:cancelAddParticipant", cancel).status == 202);
    CHECK(cloud.callback_types() == Types{"CancelAddParticipantSucceeded"});
    CHECK(cloud.do_it("POST", "/participants:cancelAddParticipant", cancel).status == 202);
    CHECK(cloud.callback_types() == Types{"CancelAddParticipantFailed"});
  }
}

TEST_CASE("nobody is removed who is not there") {
  InACall cloud;
  CHECK(cloud.do_it("POST", "/participants:remove", {{"participantToRemove", cloud.user("carol")}}).status ==
        202);
  CHECK(cloud.callback_types() == Types{"RemoveParticipantFailed"});
  CHECK(cloud.do_it("GET", "/participants/" + cloud.id_of("carol")).status == 404);
  CHECK(cloud.do_it("POST", "/participants:mute", {{"targetParticipants", {cloud.user("carol")}}}).status ==
        404);
}

TEST_CASE("a transferred participant talks to the target in a call of their own") {
  InACall cloud;
  const json carol = cloud.user("carol");
  const Reply transferred = cloud.do_it("POST", ":transferToParticipant",
                                        {{"targetParticipant", carol}, {"operationContext", "over"}});
  REQUIRE(transferred.status == 202);
  CHECK(transferred.body["operationContext"] == "over");
  CHECK(cloud.do_it("GET", "").body["callConnectionState"] == "transferring");
  REQUIRE(cloud.hub.seen.size() == 1);
  const json push = json::parse(http::bytes_of(cloud.hub.seen.front().body));
  CHECK(push["data"]["callerId"] == cloud.id_of("alice"));
  const json call{{"call", push["data"]["callId"]}};
  CHECK(call["call"] != cloud.made["correlationId"]);
  SECTION("accepted") {
    cloud.control("POST", url(call, "answer"), {{"device", "carols-iphone"}});
    const std::vector<json> told = cloud.callbacks();
    REQUIRE(told.size() == 3);
    CHECK(told[0]["type"] == "Microsoft.Communication.CallTransferAccepted");
    CHECK(told[0]["data"]["operationContext"] == "over");
    CHECK(told[0]["data"]["transferTarget"]["rawId"] == carol["rawId"]);
    CHECK(told[2]["type"] == "Microsoft.Communication.CallDisconnected");
    CHECK(cloud.do_it("GET", "").status == 404);
    CHECK(cloud.control("GET", url(call)).body["state"] == "connected");
    // Alice's phone knows that the old call is over.
    CHECK(std::any_of(cloud.devices.seen.begin(), cloud.devices.seen.end(), [](const http::Request& asked) {
      return asked.authority == "iphone" && asked.target.ends_with("/over");
    }));
  }
  SECTION("not accepted") {
    cloud.control("POST", url(call, "decline"), {{"device", "carols-iphone"}});
    CHECK(cloud.callback_types() == Types{"CallTransferFailed"});
    CHECK(cloud.do_it("GET", "").body["callConnectionState"] == "connected");
  }
}

TEST_CASE("a call goes on for the back ends that talk in it") {
  InACall cloud;
  const Reply joined = cloud.automation(
      "POST", ":connect",
      {{"callLocator", {{"kind", "serverCallLocator"}, {"serverCallId", cloud.made["serverCallId"]}}},
       {"callbackUri", kHook}});
  REQUIRE(joined.status == 200);
  CHECK(cloud.act(cloud.made, "hang-up", {{"device", "iphone"}}).body["state"] == "connected");
  CHECK(cloud.do_it("GET", "/participants").body["value"].size() == 2);
  cloud.callbacks();
  CHECK(cloud.act(cloud.made, "hang-up").body["state"] == "ended");
  CHECK(cloud.callback_types() == Types{"CallDisconnected", "CallDisconnected"});
}

TEST_CASE("another back end joins, by the server's call id or a group's") {
  InACall cloud;
  const auto connect = [&cloud](const json& locator) {
    return cloud.automation("POST", ":connect", {{"callLocator", locator}, {"callbackUri", kHook}});
  };
  const Reply joined = connect({{"kind", "serverCallLocator"}, {"serverCallId", cloud.made["serverCallId"]}});
  REQUIRE(joined.status == 200);
  CHECK(cloud.callback_types() == Types{"CallConnected", "ParticipantsUpdated", "ParticipantsUpdated"});
  CHECK(cloud.do_it("GET", "/participants").body["value"].size() == 3);
  CHECK(connect({{"kind", "serverCallLocator"}, {"serverCallId", "abc"}}).status == 404);
  CHECK(connect({{"kind", "roomCallLocator"}, {"roomId", "1"}}).status == 501);
  const Reply group = connect({{"kind", "groupCallLocator"}, {"groupCallId", "g1"}});
  REQUIRE(group.status == 200);
  const Reply second = connect({{"kind", "groupCallLocator"}, {"groupCallId", "g1"}});
  CHECK(second.body["correlationId"] == group.body["correlationId"]);
  cloud.callbacks();
  const Reply moved = cloud.automation(
      "POST", '/' + group.body["callConnectionId"].get<std::string>() + "/participants:moveHere",
      {{"targetParticipants", {cloud.user("alice")}}, {"fromCall", cloud.made["callConnectionId"]}});
  CHECK(moved.status == 202);
  const Types told = cloud.callback_types();
  CHECK(std::count(told.begin(), told.end(), "MoveParticipantSucceeded") == 1);
}
