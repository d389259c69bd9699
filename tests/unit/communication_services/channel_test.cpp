#include <catch2/catch.hpp>

#include "tests/unit/communication_services/channel_world.hpp"

namespace droppoint::test {
namespace {

TEST_CASE("the configuration names channel and registrar where the client asked") {
  ChannelWorld cloud;
  const std::string target = "/chat/config/realTimeNotifications?api-version=2024-09-01";
  const Reply local = cloud.get(target, {{"Authorization", "Bearer " + cloud.token}});
  CHECK(local.status == 200);
  CHECK(local.body == json{{"trouterServiceUrl", "http://127.0.0.1:10600"},
                           {"registrarServiceUrl", "http://127.0.0.1:10600/registrar/prod"},
                           {"cloudType", "Public"}});
  const Reply by_name = cloud.send(request("GET", "droppoint-acs.communication.azure.com:10600", target,
                                           {{"Authorization", "Bearer " + cloud.token}}));
  CHECK(by_name.body["trouterServiceUrl"] == "http://go.trouter.teams.microsoft.com:10600");
  CHECK(by_name.body["registrarServiceUrl"] == "http://teams.microsoft.com:10600/registrar/prod");
  CHECK(cloud.get(target).status == 401);
  CHECK(cloud.get(target, {{"Authorization", "Bearer nonsense"}}).status == 401);
}

TEST_CASE("an allocation gives an address, and gives it again to who brings its ticket back") {
  ChannelWorld cloud;
  CHECK(cloud.allocate().status == 200);
  const json first = cloud.allocation;
  CHECK(first["socketio"] == "http://127.0.0.1:10600/");
  CHECK(first["surl"] == "http://127.0.0.1:10600/v4/f/" + first["id"].get<std::string>() + "/");
  CHECK(first["ttl"] == "86400");
  cloud.world.advance(1h - 1s);
  cloud.issue_token();
  cloud.allocate(cloud.ticket());
  CHECK(cloud.allocation["id"] == first["id"]);
  CHECK(cloud.allocation["ccid"] == first["ccid"]);
  CHECK(cloud.allocation["connectparams"]["se"] != first["connectparams"]["se"]);
  // A ticket that was tampered with, or none, is a new connection.
  cloud.allocate("&sig=x&sr=" + first["id"].get<std::string>());
  CHECK(cloud.allocation["id"] != first["id"]);
  CHECK(cloud.send(request("POST", "127.0.0.1:10600", "/v4/a")).status == 401);
}

TEST_CASE("a handshake is for the user and the connection that the ticket names") {
  ChannelWorld cloud;
  cloud.allocate();
  const std::string good = cloud.ticket();
  const Reply shaken = cloud.handshake(good);
  CHECK(shaken.status == 200);
  CHECK(cloud.answer_to_handshake() == cloud.session_of_handshake() + ":85:85:websocket,xhr-polling");
  CHECK(cloud.handshake("").status == 401);
  CHECK(cloud.handshake(good + "x").status == 401);
  CHECK(cloud.get("/socket.io/1/?v=v4" + good).status == 401);
  // Another user's.
  cloud.user = cloud.control("GET", "/users").body[cloud.user_index("bob")]["id"];
  cloud.issue_token();
  CHECK(cloud.handshake(good).status == 401);
  cloud.world.advance(24h);
  cloud.issue_token();
  CHECK(cloud.handshake(good).status == 401);
}

TEST_CASE("a WebSocket opens the session once, and the client is greeted") {
  ChannelWorld cloud;
  cloud.connect();
  CHECK(cloud.next() == "1::");
  CHECK(cloud.next() == R"(5:1::{"name":"trouter.connected","args":[{"ttl":86400,"dur":"86400000"}]})");
  CHECK(cloud.next() == "nothing");
  CHECK(cloud.upgrade().status == 400);
  CHECK(cloud.get("/socket.io/1/websocket/" + cloud.session + "?v=v4" + cloud.ticket()).status == 400);
  CHECK(cloud.get("/socket.io/1/websocket/x?v=v4", {{"Upgrade", "websocket"}}).status == 401);
}

TEST_CASE("what stands for a WebSocket's message is not taken by HTTP") {
  ChannelWorld cloud;
  cloud.connect();
  const std::string method = GENERATE("MESSAGE", "CLOSE");
  CHECK(cloud.send(request(method, "127.0.0.1:10600", "/socket.io/1/websocket/" + cloud.session)).status ==
        405);
  CHECK(cloud.say("2::").status == 204);
}

TEST_CASE("events are acknowledged, pings with a pong") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  cloud.say(R"(5:1+::{"name":"user.activity","args":[{"state":"active","cv":"x"}]})");
  CHECK(cloud.next() == "6:::1+[]");
  cloud.say(R"(5:2+::{"name":"ping"})");
  CHECK(cloud.next() == R"(6:::2+["pong"])");
  cloud.say("2::");
  cloud.say("6:::1");
  cloud.say("8::");
  cloud.say("5:::not json");
  CHECK(cloud.next() == "nothing");
  CHECK(cloud.say("garbage").status == 400);
}

TEST_CASE("a message is delivered once the client acknowledges it") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  CHECK(cloud.register_endpoint().status == 202);
  const json sent = cloud.chat("hello");
  CHECK(cloud.verdict_of(sent).state == wire::VerdictState::pending);
  const json frame = frame_of(cloud.next());
  CHECK(frame["id"] == 1);
  CHECK(frame["method"] == "POST");
  CHECK(frame["url"] == "/v4/f/" + cloud.allocation["id"].get<std::string>() + "/chatMessageReceived");
  CHECK(json::parse(frame["headers"]["trouter-request"].get<std::string>()).contains("id"));
  const json body = json::parse(frame["body"].get<std::string>());
  CHECK(body["eventId"] == 200);
  CHECK(body["messageBody"] == "hello");
  CHECK(body["recipientMri"] == cloud.user);
  CHECK(body["messageId"] == sent["message"]);
  cloud.say(R"(3:::{"id":1,"status":200,"headers":{"MS-CV":"x"},"body":""})");
  const wire::Verdict verdict = cloud.verdict_of(sent);
  CHECK(verdict.state == wire::VerdictState::delivered);
  CHECK(verdict.by == "realtime");
  // It is not sent again, and answered once.
  cloud.say(R"(3:::{"id":1,"status":404})");
  CHECK(cloud.verdict_of(sent) == verdict);
  CHECK(cloud.next() == "nothing");
}

TEST_CASE("a client without a handler is not reached") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.register_endpoint();
  const json sent = cloud.chat();
  for (const char* nonsense :
       {"3:::", "3:::{}", R"(3:::{"id":"1","status":200})", R"(3:::{"id":9,"status":200})"}) {
    cloud.say(nonsense);
  }
  CHECK(cloud.verdict_of(sent).state == wire::VerdictState::pending);
  cloud.say(R"(3:::{"id":1,"status":404})");
  CHECK(cloud.verdict_of(sent).cause == "device-unreachable");
  CHECK(cloud.verdict_of(sent).detail.find("no handler") != std::string::npos);
}

TEST_CASE("what was not acknowledged comes again with the next session of the same connection") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.register_endpoint();
  cloud.skip_greeting();
  const json sent = cloud.chat("lost");
  CHECK(frame_of(cloud.next())["id"] == 1);
  const std::string id = cloud.allocation["id"];
  const bool noticed = GENERATE(true, false);
  if (noticed) {
    cloud.hang_up();
  } else {
    // Nobody says that the connection broke: ten seconds without an acknowledgement tell.
    cloud.world.advance(10s);
    CHECK(cloud.next() == "0::");
    CHECK(cloud.next() == "CLOSE");
  }
  CHECK(cloud.next() == "nothing");
  const json waiting = cloud.chat("meanwhile");
  CHECK(cloud.next() == "nothing");
  cloud.allocate(cloud.ticket());
  CHECK(cloud.allocation["id"] == id);
  cloud.begin_session();
  cloud.skip_greeting();
  CHECK(frame_of(cloud.next())["id"] == 1);
  CHECK(frame_of(cloud.next())["id"] == 2);
  cloud.say(R"(3:::{"id":2,"status":200})");
  cloud.say(R"(3:::{"id":1,"status":200})");
  CHECK(cloud.verdict_of(sent).by == "realtime");
  CHECK(cloud.verdict_of(waiting).by == "realtime");
}

TEST_CASE("a message that nobody fetches in time is lost, and the client is told") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.register_endpoint();
  cloud.hang_up();
  cloud.received.clear();
  const json sent = cloud.chat();
  cloud.world.advance(60s - 1ns);
  CHECK(cloud.verdict_of(sent).state == wire::VerdictState::pending);
  cloud.world.advance(1ns);
  CHECK(cloud.verdict_of(sent).cause == "message-ttl-exceeded");
  CHECK(cloud.verdict_of(sent).drop_point == 3);
  const auto loss = R"(5:2::{"name":"trouter.message_loss","args":[{"droppedIndicators":[)"
                    R"({"tag":"chatMessageReceived","etag":"2026-01-01T00:00:00.000Z"}]}]})";
  for (int times = 0; times < 2; ++times) {
    cloud.begin_session();
    cloud.skip_greeting();
    CHECK(cloud.next() == loss);
    cloud.hang_up();
  }
  cloud.begin_session();
  cloud.say(R"(5:1+::{"name":"trouter.processed_message_loss","args":[{"droppedIndicators":[]}]})");
  cloud.hang_up();
  cloud.received.clear();
  cloud.begin_session();
  cloud.skip_greeting();
  CHECK(cloud.next() == "nothing");
}

TEST_CASE("a newer session takes the place of the one before") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  const std::string before = cloud.session;
  cloud.begin_session();
  CHECK(cloud.session != before);
  CHECK(cloud.next() == "0:::dup");
  CHECK(cloud.received.front().target == "/socket.io/1/websocket/" + before);
  CHECK(cloud.next() == "CLOSE");
  cloud.skip_greeting();
}

TEST_CASE("heartbeats go out, and silence ends the session") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  cloud.world.advance(40s);
  CHECK(cloud.next() == "2::");
  cloud.say("2::");
  cloud.world.advance(84s);
  CHECK(cloud.next() == "2::");
  CHECK(cloud.next() == "2::");
  CHECK(cloud.next() == "nothing");
  cloud.world.advance(1s);
  CHECK(cloud.next() == "0::");
  CHECK(cloud.next() == "CLOSE");
  cloud.world.advance(1h);
  CHECK(cloud.next() == "nothing");
}

TEST_CASE("a session ends with its token, or with the revocation") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  const bool revoked = GENERATE(true, false);
  if (revoked) {
    cloud.register_endpoint();
    cloud.send(signed_request(
        cloud, "POST",
        "/identities/" + http::percent_encode(cloud.user) + "/:revokeAccessTokens?api-version=2023-10-01"));
  } else {
    for (int minute = 0; minute < 60; ++minute) {
      CHECK(cloud.next() == "nothing");
      cloud.world.advance(1min);
      cloud.say("2::");
      while (!cloud.received.empty() && http::bytes_of(cloud.received.front().body) == "2::") cloud.next();
    }
  }
  CHECK(cloud.next() == R"(0:::{"reason":"unauthorized"})");
  CHECK(cloud.next() == "CLOSE");
  CHECK(cloud.allocate().status == 401);
  CHECK(cloud.register_endpoint().status == 401);
  if (revoked) CHECK(cloud.chat()["verdict"]["cause"] == "no-registration");
}

TEST_CASE("only a registered endpoint that holds is told") {
  ChannelWorld cloud;
  cloud.connect();
  CHECK(cloud.chat()["verdict"]["cause"] == "no-registration");
  CHECK(cloud.register_endpoint(100).status == 202);
  CHECK(cloud.chat()["verdict"]["state"] == "pending");
  cloud.world.advance(100s);
  CHECK(cloud.chat()["verdict"]["cause"] == "registration-expired");
  cloud.register_endpoint();
  const Reply gone = cloud.send(request("DELETE", "127.0.0.1:10600", "/registrar/prod/v3/registrations/r1",
                                        {{"X-Skypetoken", cloud.token}}));
  CHECK(gone.status == 202);
  CHECK(cloud.chat()["verdict"]["cause"] == "no-registration");
}

TEST_CASE("a registration names an address, a chat template and a lifetime") {
  ChannelWorld cloud;
  cloud.allocate();
  CHECK(cloud.register_endpoint(0).status == 400);
  CHECK(cloud.register_endpoint(3600, "Unknown").status == 400);
  CHECK(cloud.register_endpoint(3600, "AcsWeb_Call").status == 501);
  cloud.allocation["surl"] = "https://elsewhere/";
  CHECK(cloud.register_endpoint().status == 400);
  cloud.allocation["surl"] = "https://elsewhere/v4/f/gone/";
  CHECK(cloud.register_endpoint().status == 202);
  CHECK(cloud.chat()["verdict"]["cause"] == "device-unreachable");
  cloud.issue_token({"voip"});
  CHECK(cloud.register_endpoint().status == 403);
  cloud.token = "nonsense";
  CHECK(cloud.register_endpoint().status == 401);
}

TEST_CASE("a client says goodbye") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  const bool by_request = GENERATE(true, false);
  if (by_request) {
    CHECK(cloud.get("/socket.io/1//" + cloud.session + "/?disconnect=1").status == 200);
  } else {
    cloud.say("0::");
  }
  CHECK(cloud.next() == "0::");
  CHECK(cloud.next() == "CLOSE");
  cloud.say(R"(5:1+::{"name":"ping"})");
  CHECK(cloud.next() == "nothing");
}

TEST_CASE("a packet that is lost on its way ends the session") {
  ChannelWorld cloud;
  cloud.connect();
  cloud.skip_greeting();
  cloud.register_endpoint();
  wire::Fault fault;
  fault.match.to = wire::Party::client;
  fault.match.method = "MESSAGE";
  fault.times = 1;
  fault.effect = wire::Reset{};
  cloud.world.wire.faults().add(fault, cloud.world.scheduler.now());
  const json sent = cloud.chat();
  CHECK(cloud.next() == "0::");
  CHECK(cloud.next() == "CLOSE");
  cloud.begin_session();
  cloud.skip_greeting();
  CHECK(frame_of(cloud.next())["id"] == 1);
  cloud.say(R"(3:::{"id":1,"status":200})");
  CHECK(cloud.verdict_of(sent).by == "realtime");
}

TEST_CASE("pages of other origins may ask, but not the control API") {
  ChannelWorld cloud;
  const Reply preflight = cloud.send(request("OPTIONS", "127.0.0.1:10600", "/v4/a?x=1",
                                             {{"Origin", "https://app.example"},
                                              {"Access-Control-Request-Method", "POST"},
                                              {"Access-Control-Request-Headers", "x-skypetoken"}}));
  CHECK(preflight.status == 204);
  CHECK(preflight.headers.get("Access-Control-Allow-Origin") == "https://app.example");
  CHECK(preflight.headers.get("Access-Control-Allow-Headers") == "x-skypetoken");
  CHECK(preflight.headers.get("Access-Control-Allow-Methods") == "POST");
  const Reply refused =
      cloud.send(request("POST", "127.0.0.1:10600", "/v4/a", {{"Origin", "https://app.example"}}));
  CHECK(refused.status == 401);
  CHECK(refused.headers.get("Access-Control-Allow-Origin") == "https://app.example");
  const Reply control = cloud.send(
      request("GET", "127.0.0.1:10600", "/_droppoint/v1/users", {{"Origin", "https://app.example"}}));
  CHECK_FALSE(control.headers.contains("Access-Control-Allow-Origin"));
}

}  // namespace
}  // namespace droppoint::test
