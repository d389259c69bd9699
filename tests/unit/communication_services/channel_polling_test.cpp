#include <catch2/catch.hpp>

#include "tests/unit/communication_services/channel_world.hpp"

namespace droppoint::test {
namespace {

const std::string kMark = "\xEF\xBF\xBD";

struct PollingWorld : ChannelWorld {
  PollingWorld() {
    allocate();
    handshake(ticket());
    session = session_of_handshake();
  }
  std::string target() const { return "/socket.io/1/xhr-polling/" + session + "?v=v4"; }
  // Asks; nothing if the poll waits.
  std::optional<wire::Answer> ask() {
    return world.send(wire::Party::communication_services, request("GET", "127.0.0.1:10600", target()));
  }
  std::string body_of_last_poll() {
    std::string body = "waits";
    for (const auto& hop : world.journal.hops({.limit = 1000})) {
      if (hop->request.method != "GET" || hop->request.target != target() || !hop->answer) continue;
      body = http::bytes_of((*hop->answer)->body);
    }
    return body;
  }
  std::string post(std::string packets) {
    const auto answer = world.send(wire::Party::communication_services,
                                   request("POST", "127.0.0.1:10600", target(), {}, std::move(packets)));
    return std::to_string((*answer)->status) + ' ' + std::string(http::bytes_of((*answer)->body));
  }
};

TEST_CASE("the first poll opens the session, a later one waits for something to say") {
  PollingWorld cloud;
  REQUIRE(cloud.ask());
  const std::string first = cloud.body_of_last_poll();
  CHECK(first.rfind(kMark + "3" + kMark + "1::" + kMark, 0) == 0);
  CHECK(first.find("trouter.connected") != std::string::npos);
  cloud.register_endpoint();
  CHECK_FALSE(cloud.ask());
  const json sent = cloud.chat();
  const json frame = frame_of(cloud.body_of_last_poll());
  CHECK(frame["id"] == 1);
  CHECK(cloud.post(R"(3:::{"id":1,"status":200})") == "200 1");
  CHECK(cloud.verdict_of(sent).by == "realtime");
}

TEST_CASE("what comes while nobody polls is taken by the next poll, all at once") {
  PollingWorld cloud;
  cloud.ask();
  const std::string event = R"(5:1+::{"name":"ping"})";
  const std::string length = std::to_string(event.size());
  CHECK(cloud.post(kMark + length + kMark + event + kMark + "3" + kMark + "2::") == "200 1");
  REQUIRE(cloud.ask());
  CHECK(cloud.body_of_last_poll() == R"(6:::1+["pong"])");
  CHECK(cloud.post("nonsense").substr(0, 3) == "400");
}

TEST_CASE("a poll that nothing comes to ends with the heartbeat's interval") {
  PollingWorld cloud;
  cloud.ask();
  CHECK_FALSE(cloud.ask());
  cloud.world.advance(40s);
  // The heartbeat is due at the same instant.
  CHECK(cloud.body_of_last_poll() == "2::");
  CHECK_FALSE(cloud.ask());
  // A second poll ends the first.
  CHECK_FALSE(cloud.ask());
  CHECK(cloud.body_of_last_poll() == "8::");
}

TEST_CASE("a session that is over says so to the poll that waits, and to the next") {
  PollingWorld cloud;
  cloud.ask();
  CHECK_FALSE(cloud.ask());
  cloud.handshake(cloud.ticket());
  CHECK(cloud.body_of_last_poll() == "0:::dup");
  REQUIRE(cloud.ask());
  CHECK(cloud.body_of_last_poll() == "7:::1+0");
  CHECK(cloud.post("2::") == "200 7:::1+0");
}

TEST_CASE("who stops polling is gone after the silence that was agreed on") {
  PollingWorld cloud;
  cloud.ask();
  cloud.world.advance(84s);
  CHECK(cloud.post("2::") == "200 1");
  cloud.world.advance(85s);
  CHECK(cloud.post("2::") == "200 7:::1+0");
}

}  // namespace
}  // namespace droppoint::test
