#include <catch2/catch.hpp>

#include "fakes/auth/jwt.hpp"
#include "tests/unit/communication_services/automation_world.hpp"

using namespace droppoint;
using namespace droppoint::test;

namespace {

std::string context_of(const json& call) {
  return call["to"][0]["incoming_call_context"];
}

}  // namespace

TEST_CASE("a call that Call Automation makes rings on the phones and connects when one answers") {
  AutomationWorld cloud;
  const Reply made = cloud.create({"alice"});
  REQUIRE(made.status == 201);
  CHECK(made.body["callConnectionState"] == "connecting");
  CHECK(made.body["callbackUri"] == kHook);
  CHECK(made.body["targets"][0]["rawId"] == cloud.id_of("alice"));
  CHECK(cloud.hub.seen.size() == 2);
  CHECK(cloud.callbacks().empty());
  REQUIRE(cloud.act(made.body, "answer", {{"device", "iphone"}}).status == 200);
  const std::vector<json> told = cloud.callbacks();
  REQUIRE(told.size() == 2);
  CHECK(told[0]["type"] == "Microsoft.Communication.CallConnected");
  CHECK(told[0]["specversion"] == "1.0");
  CHECK(told[0]["data"]["operationContext"] == "made");
  CHECK(told[0]["data"]["callConnectionId"] == made.body["callConnectionId"]);
  CHECK(told[0]["data"]["serverCallId"] == made.body["serverCallId"]);
  CHECK(told[0]["data"]["resultInformation"]["code"] == 200);
  CHECK(told[1]["type"] == "Microsoft.Communication.ParticipantsUpdated");
  CHECK(told[1]["data"]["sequenceNumber"] == 1);
  CHECK(told[1]["data"]["participants"].size() == 2);
  // The other phone was told to stop.
  CHECK(cloud.hub.seen.size() == 3);
  const std::string path = '/' + made.body["callConnectionId"].get<std::string>();
  CHECK(cloud.automation("GET", path).body["callConnectionState"] == "connected");
  CHECK(cloud.act(made.body, "hang-up", {{"device", "iphone"}}).body["state"] == "ended");
  CHECK(cloud.callback_types() == Types{"ParticipantsUpdated", "CallDisconnected"});
  CHECK(cloud.automation("GET", path).status == 404);
}

TEST_CASE("why a call was not taken is told with code and subcode") {
  AutomationWorld cloud;
  const Reply made = cloud.create({"alice"});
  int code = 0;
  int sub_code = 0;
  SECTION("declined") {
    cloud.act(made.body, "decline", {{"device", "iphone"}});
    code = 603;
  }
  SECTION("nobody answered for 30 seconds") {
    cloud.advance(29s);
    CHECK(cloud.callbacks().empty());
    cloud.advance(1s);
    code = 487;
    sub_code = 10004;
  }
  SECTION("the back end gave up") {
    CHECK(cloud.automation("POST", '/' + made.body["callConnectionId"].get<std::string>() + ":terminate")
              .status == 204);
    code = 487;
  }
  const std::vector<json> told = cloud.callbacks();
  REQUIRE(told.size() == 2);
  CHECK(told[0]["type"] == "Microsoft.Communication.CreateCallFailed");
  CHECK(told[0]["data"]["resultInformation"]["code"] == code);
  CHECK(told[0]["data"]["resultInformation"]["subCode"] == sub_code);
  CHECK(told[1]["type"] == "Microsoft.Communication.CallDisconnected");
}

TEST_CASE("a user without a phone is not registered") {
  AutomationWorld cloud;
  cloud.call("nobody");
  cloud.create({"nobody"});
  cloud.advance(30s);
  const std::vector<json> told = cloud.callbacks();
  REQUIRE(told.size() == 2);
  CHECK(told[0]["data"]["resultInformation"]["code"] == 480);
  CHECK(told[0]["data"]["resultInformation"]["subCode"] == 10037);
}

TEST_CASE("a group call is connected by the first who answers") {
  AutomationWorld cloud;
  const Reply made = cloud.create({"alice", "carol"});
  REQUIRE(made.status == 201);
  CHECK(http::bytes_of(cloud.hub.seen.front().body).find("109") != std::string_view::npos);
  cloud.act(made.body, "decline", {{"device", "iphone"}});
  CHECK(cloud.callbacks().empty());
  cloud.act(made.body, "answer", {{"device", "carols-iphone"}});
  CHECK(cloud.callback_types() == Types{"CallConnected", "ParticipantsUpdated"});
}

TEST_CASE("a callback is signed with a key that is published, for five minutes and the resource") {
  AutomationWorld cloud;
  const Reply made = cloud.create({"alice"});
  cloud.act(made.body, "answer", {{"device", "iphone"}});
  REQUIRE(cloud.back_end.seen.size() == 2);
  const auto token = [&cloud](std::size_t index) {
    return std::string(cloud.back_end.seen[index].request.headers.get("Authorization").value_or(""))
        .substr(7);
  };
  CHECK(cloud.back_end.seen[0].request.target == kHook);
  CHECK(token(0) != token(1));
  const auto jwt = auth::parse_jwt(token(0));
  REQUIRE(jwt);
  CHECK(jwt->iss == "https://acscallautomation.communication.azure.com");
  CHECK(jwt->aud == "11111111-1111-4111-8111-111111111111");
  CHECK(*jwt->exp - *jwt->iat == 300);
  const char* issuer = "acscallautomation.communication.azure.com";
  const Reply configuration =
      cloud.send(request("GET", issuer, "/calling/.well-known/acsopenidconfiguration"));
  CHECK(configuration.body["issuer"] == *jwt->iss);
  CHECK(configuration.body["jwks_uri"] == "https://acscallautomation.communication.azure.com/calling/keys");
  const json key = cloud.send(request("GET", issuer, "/calling/keys")).body["keys"][0];
  CHECK(key["kid"] == *jwt->kid);
  const auto public_key =
      auth::RsaPublicKey::from_components(*auth::base64url_decode(key["n"].get<std::string>()),
                                          *auth::base64url_decode(key["e"].get<std::string>()));
  REQUIRE(public_key);
  CHECK_FALSE(auth::verify_rs256(*jwt, *public_key));
}

TEST_CASE("a back end answers in a user's place, and the phones stop") {
  AutomationWorld cloud;
  const json call = cloud.call();
  const json before = cloud.control("GET", url(call)).body;
  const std::string context = context_of(before);
  const std::string middle = context.substr(context.find('.') + 1);
  const json claims = json::parse(*auth::base64url_decode(middle.substr(0, middle.find('.'))));
  const json push = json::parse(http::bytes_of(cloud.hub.seen.front().body));
  CHECK(claims["cc"] == push["data"]["cp"]);
  CHECK(auth::base64_decode(claims["cc"].get<std::string>()));
  const json body{{"incomingCallContext", context}, {"callbackUri", kHook}, {"operationContext", "bot"}};
  const Reply answered = cloud.automation("POST", ":answer", body);
  REQUIRE(answered.status == 200);
  CHECK(answered.body["correlationId"] == call["call"]);
  CHECK(answered.body["answeredBy"]["id"] == cloud.id_of("alice"));
  CHECK(cloud.callback_types() == Types{"CallConnected", "ParticipantsUpdated"});
  CHECK(cloud.hub.seen.size() == 4);
  CHECK(cloud.automation("POST", ":answer", body).status == 404);
  const std::string path = '/' + answered.body["callConnectionId"].get<std::string>();
  CHECK(cloud.automation("DELETE", path).status == 204);
  CHECK(cloud.callback_types() == Types{"CallDisconnected"});
  CHECK(cloud.control("GET", url(call)).body["state"] == "ended");
}

TEST_CASE("a back end rejects a call") {
  AutomationWorld cloud;
  const json call = cloud.call();
  const std::string context = context_of(cloud.control("GET", url(call)).body);
  CHECK(cloud.automation("POST", ":reject", {{"incomingCallContext", context}, {"callRejectReason", "x"}})
            .status == 400);
  CHECK(cloud.automation("POST", ":reject", {{"incomingCallContext", context}, {"callRejectReason", "busy"}})
            .status == 204);
  CHECK(cloud.control("GET", url(call)).body["state"] == "declined");
  CHECK(cloud.automation("POST", ":reject", {{"incomingCallContext", "a.b.c"}}).status == 400);
  CHECK(cloud.automation("POST", ":reject", {{"incomingCallContext", context}}).status == 404);
}

TEST_CASE("a redirected call rings for its new target as the same call") {
  AutomationWorld cloud;
  const json target = cloud.user("carol");
  const json call = cloud.call();
  const std::string context = context_of(cloud.control("GET", url(call)).body);
  cloud.hub.seen.clear();
  CHECK(
      cloud.automation("POST", ":redirect", {{"incomingCallContext", context}, {"target", target}}).status ==
      204);
  // Two stop, one rings.
  REQUIRE(cloud.hub.seen.size() == 3);
  const json rings = json::parse(http::bytes_of(cloud.hub.seen.back().body));
  CHECK(rings["data"]["eventId"] == 107);
  CHECK(rings["data"]["callId"] == call["call"]);
  CHECK(rings["data"]["recipientId"] == cloud.id_of("carol"));
  const json after = cloud.control("GET", url(call)).body;
  CHECK(after["to"][0]["state"] == "redirected");
  CHECK(after["to"][1]["state"] == "ringing");
  // Neither for whom it rings already, nor for the caller.
  const std::string next = after["to"][1]["incoming_call_context"];
  for (const json& there : {target, cloud.user("bob")}) {
    CHECK(cloud.automation("POST", ":redirect", {{"incomingCallContext", next}, {"target", there}}).status ==
          400);
  }
  CHECK(cloud.control("POST", url(call, "answer"), {{"device", "carols-iphone"}}).body["state"] ==
        "connected");
}

TEST_CASE("what is asked twice with one repeatability id is done once") {
  AutomationWorld cloud;
  const json body{{"callbackUri", kHook}, {"targets", {cloud.user("alice")}}};
  http::Headers headers;
  headers.add("Repeatability-Request-ID", "6a1b");
  const Reply first = cloud.automation("POST", "", body, headers);
  const Reply again = cloud.automation("POST", "", body, headers);
  CHECK(first.body["callConnectionId"] == again.body["callConnectionId"]);
  CHECK(cloud.hub.seen.size() == 2);
}

TEST_CASE("requests that Call Automation refuses") {
  AutomationWorld cloud;
  CHECK(cloud.create({}).status == 400);
  CHECK(cloud.create({"alice"}, {{"callbackUri", "http://example.com/"}}).status == 400);
  CHECK(cloud.create({"alice"}, {{"callbackUri", nullptr}}).status == 400);
  for (const json& source : {json("x"), json{{"id", "8:acs:another_1"}}}) {
    CHECK(cloud.create({"alice"}, {{"source", source}}).status == 400);
  }
  CHECK(cloud.create({"alice"}, {{"mediaStreamingOptions", {{"transportType", "websocket"}}}}).status == 501);
  CHECK(cloud.create({"alice"}, {{"targets", {{{"rawId", "4:+15550100"}}}}}).status == 501);
  CHECK(cloud.create({"alice"}, {{"targets", {{{"rawId", "8:acs:another_1"}}}}}).status == 400);
  CHECK(cloud.automation("GET", "/unknown").body["error"]["code"] == "8522");
  CHECK(cloud.automation("POST", "/unknown:play", json::object()).status == 501);
  CHECK(cloud.send(request("GET", "droppoint-acs.communication.azure.com", "/calling/callConnections/x"))
            .status == 401);
  CHECK(cloud.hub.seen.empty());
}
