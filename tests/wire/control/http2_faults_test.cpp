#include <catch2/catch.hpp>

#include "emulator/journal/sqlite_journal.hpp"
#include "scenarios/replay/replay.hpp"
#include "tests/wire/control/served_apns.hpp"

// The connection faults at a served cloud's port, frame by frame.

namespace droppoint::test {
namespace {

using Frames = std::vector<std::string>;
// The body of the 403 that a push without a token gets.
const std::string kRefused = "33";

TEST_CASE("goaway, previous: the push is not worked on, and a new connection works") {
  ServedApns served;
  PushConnection first(served);
  REQUIRE(first.answered() == 403);
  served.fault(R"({"goaway":{"reason":"Shutdown"}})");
  const auto struck = first.push();
  const auto behind = first.push();
  first.until_end();
  CHECK(first.client.came == Frames{R"(GOAWAY 1 NO_ERROR {"reason":"Shutdown"})"});
  CHECK(first.client.answers[struck].close_error == NGHTTP2_REFUSED_STREAM);
  CHECK(first.client.answers[behind].close_error == NGHTTP2_REFUSED_STREAM);
  // The one that was answered and the one that was struck; nobody worked on the third.
  CHECK(served.pushes() == 2);
  PushConnection second(served);
  CHECK(second.answered() == 403);
}

TEST_CASE("goaway, this: the push is the last that is answered") {
  ServedApns served;
  PushConnection pushing(served);
  served.fault(R"({"goaway":{"error":"ENHANCE_YOUR_CALM","last_stream":"this"}})");
  pushing.push();
  const auto behind = pushing.push();
  pushing.until_end();
  CHECK(pushing.client.came ==
        Frames{"GOAWAY 1 ENHANCE_YOUR_CALM", "HEADERS 1", "DATA 1 " + kRefused + " END_STREAM"});
  CHECK(pushing.client.answers[behind].close_error == NGHTTP2_REFUSED_STREAM);
  CHECK(served.pushes() == 1);
}

TEST_CASE("goaway, a number: it is sent as it is, and nobody waits for ever") {
  ServedApns served;
  PushConnection pushing(served);
  SECTION("none was worked on, it says") {
    REQUIRE(pushing.answered() == 403);
    served.fault(R"({"goaway":{"last_stream":0}})");
    pushing.push();
    pushing.until_end();
    CHECK(pushing.client.came == Frames{"GOAWAY 0 NO_ERROR"});
  }
  SECTION("it owns more than there was") {
    served.fault(R"({"goaway":{"last_stream":99}})");
    pushing.push();
    pushing.until_end();
    CHECK(pushing.client.came == Frames{"GOAWAY 99 NO_ERROR", "RST_STREAM 1 REFUSED_STREAM"});
  }
}

TEST_CASE("rst_stream: the code that was asked for, and the connection goes on") {
  ServedApns served;
  PushConnection pushing(served);
  const std::string error =
      GENERATE("NO_ERROR", "REFUSED_STREAM", "INTERNAL_ERROR", "CANCEL", "ENHANCE_YOUR_CALM");
  served.fault(R"({"rst_stream":{"error":")" + error + R"("}})");
  const auto id = pushing.push();
  pushing.until_closed(id);
  CHECK(pushing.client.came == Frames{"RST_STREAM 1 " + error});
  CHECK(pushing.answered() == 403);
}

TEST_CASE("settings: MAX_CONCURRENT_STREAMS is lowered and raised, of that connection only") {
  ServedApns served;
  PushConnection pushing(served);
  PushConnection other(served);
  for (const std::uint32_t streams : {1U, 5000U}) {
    served.fault(R"({"settings":{"max_concurrent_streams":)" + std::to_string(streams) + "}}");
    const auto id = pushing.push();
    pushing.until_closed(id);
    REQUIRE(pushing.client.came.size() == 3);
    CHECK(pushing.client.came.front() == "SETTINGS 3=" + std::to_string(streams));
    CHECK(pushing.client.answers[id].status == 403);
    pushing.client.came.clear();
  }
  CHECK(other.answered() == 403);
  CHECK(other.client.settings[NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS] == 1000);
}

TEST_CASE("window: the push waits and the next cannot even be sent, until the fault is removed") {
  ServedApns served;
  PushConnection pushing(served);
  served.fault(R"({"window":"stall"})");
  const auto struck = pushing.push();
  pushing.until([&] { return pushing.client.settings[NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE] == 0; });
  const auto next = pushing.push();
  const std::int32_t empty = pushing.client.post("/nobody", "");
  // Answered after the two: what has no body needs no window.
  pushing.until([&] { return pushing.client.answers[empty].status == 404; });
  // The two bytes that the push had used itself come back; with a window of zero they are no room.
  CHECK(pushing.client.came == Frames{"SETTINGS 4=0", "WINDOW_UPDATE 1 2", "HEADERS 5"});
  CHECK(served.pushes() == 1);
  REQUIRE(served.control("DELETE", "/faults/f1").rfind("HTTP/1.1 204", 0) == 0);
  pushing.until_closed(struck);
  pushing.until_closed(next);
  pushing.until_closed(empty);
  CHECK(pushing.client.answers[struck].status == 403);
  CHECK(pushing.client.answers[next].status == 403);
  CHECK(pushing.client.came[3] == "SETTINGS 4=1048576");
  CHECK(served.pushes() == 2);
}

TEST_CASE("window: who gives up leaves the connection stalled; a reset of the cloud opens it again") {
  ServedApns served;
  PushConnection pushing(served);
  served.fault(R"({"window":"stall"})");
  const auto struck = pushing.push();
  pushing.until([&] { return pushing.client.settings[NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE] == 0; });
  pushing.client.reset(struck, NGHTTP2_CANCEL);
  const auto next = pushing.push();
  pushing.client.ping();
  pushing.until([&] { return pushing.client.pongs == 1; });
  CHECK(served.pushes() == 1);
  REQUIRE(served.control("POST", "/reset").rfind("HTTP/1.1 204", 0) == 0);
  pushing.until_closed(next);
  CHECK(pushing.client.answers[next].status == 403);
}

TEST_CASE("ping: the push is answered, PINGs are not until the fault is removed") {
  ServedApns served;
  PushConnection pushing(served);
  served.fault(R"({"ping":"ignore"})");
  const auto id = pushing.push();
  pushing.until_closed(id);
  CHECK(pushing.client.answers[id].status == 403);
  pushing.client.ping();
  CHECK(pushing.answered() == 403);
  CHECK(pushing.client.pongs == 0);
  served.control("DELETE", "/faults");
  pushing.client.ping();
  pushing.until([&] { return pushing.client.pongs == 1; });
  CHECK(pushing.client.pongs == 1);
}

TEST_CASE("close: idle answers, goes away with IdleTimeout and closes") {
  ServedApns served;
  PushConnection pushing(served);
  REQUIRE(pushing.answered() == 403);
  served.fault(R"({"close":"idle"})");
  pushing.push();
  pushing.until_end();
  const Frames& came = pushing.client.came;
  REQUIRE(came.size() == 3);
  CHECK(std::count(came.begin(), came.end(), "HEADERS 3") == 1);
  CHECK(std::count(came.begin(), came.end(), "DATA 3 " + kRefused + " END_STREAM") == 1);
  CHECK(std::count(came.begin(), came.end(), R"(GOAWAY 3 NO_ERROR {"reason":"IdleTimeout"})") == 1);
  CHECK(PushConnection(served).answered() == 403);
}

TEST_CASE("over HTTP/1.1 the nearest thing happens") {
  ServedApns served;
  const auto [effect, answered, keeps] = GENERATE(table<std::string, bool, bool>({
      {R"({"goaway":{}})", false, false},
      {R"({"goaway":{"last_stream":"this"}})", true, false},
      {R"({"rst_stream":{"error":"CANCEL"}})", false, false},
      {R"({"settings":{"max_concurrent_streams":1}})", true, true},
      {R"({"ping":"ignore"})", true, true},
      {R"({"close":"idle"})", true, false},
  }));
  CAPTURE(effect);
  served.fault(effect);
  const std::string request = "POST /3/device/aa HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
  net::RawClient client(served.port());
  client.send(request);
  const std::string body = R"({"reason":"MissingProviderToken"})";
  std::string came = client.receive_until(body);
  CHECK((came.find("HTTP/1.1 403") == 0) == answered);
  if (keeps) {
    client.send(request);
    CHECK(client.receive_until(body).find("HTTP/1.1 403") == 0);
  } else {
    CHECK(client.was_reset() == !answered);
    CHECK(client.receive_all().empty());
  }
}

TEST_CASE("the ramp-up: one stream until APNs has seen a valid token, then 1000") {
  ServedApns served(true);
  PushConnection pushing(served);
  CHECK(pushing.client.settings[NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS] == 1);
  REQUIRE(pushing.answered() == 403);
  REQUIRE(pushing.answered() == 403);
  CHECK(pushing.client.settings[NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS] == 1);
  const auto id = pushing.push(ServedApns::bearer());
  pushing.until_closed(id);
  // The token is good, the device nobody's.
  CHECK(pushing.client.answers[id].body == R"({"reason":"BadDeviceToken"})");
  CHECK(pushing.client.came.front() == "SETTINGS 3=1000");
  const auto again = pushing.push(ServedApns::bearer());
  pushing.until_closed(again);
  const Frames& came = pushing.client.came;
  CHECK(std::count(came.begin(), came.end(), "SETTINGS 3=1000") == 1);
}

TEST_CASE("the ramp-up: more streams than the one are refused, and not worked on") {
  ServedApns served(true);
  net::RawClient connection(served.port());
  net::Http2Client client;
  // All of them before the server's SETTINGS are read, as a client that does not wait for them.
  std::vector<std::int32_t> ids;
  for (int count = 0; count < 5; ++count) ids.push_back(client.post("/3/device/aa", ""));
  net::talk(connection, client, [&] {
    return std::all_of(ids.begin(), ids.end(), [&](std::int32_t id) { return client.answers[id].closed; });
  });
  CHECK(client.answers[ids.front()].status == 403);
  for (std::size_t index = 1; index < ids.size(); ++index) {
    CHECK(client.answers[ids[index]].error == NGHTTP2_REFUSED_STREAM);
  }
  CHECK(served.pushes() == 1);
}

TEST_CASE("a journal of struck connections replays without a difference") {
  ServedApns served;
  for (const char* effect :
       {R"({"goaway":{"reason":"Shutdown"}})", R"({"goaway":{"last_stream":"this"}})",
        R"({"goaway":{"last_stream":5}})", R"({"rst_stream":{"error":"REFUSED_STREAM"}})",
        R"({"settings":{"max_concurrent_streams":2}})", R"({"ping":"ignore"})", R"({"close":"idle"})"}) {
    served.fault(effect);
    PushConnection pushing(served);
    const auto id = pushing.push(ServedApns::bearer());
    pushing.push(ServedApns::bearer());
    pushing.until_closed(id);
    served.control("DELETE", "/faults");
  }
  served.fault(R"({"window":"stall"})", R"("times":2)");
  PushConnection stalled(served);
  const auto first = stalled.push();
  stalled.until([&] { return stalled.client.settings[NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE] == 0; });
  served.control("POST", "/clock/advance", R"({"by":"10m"})");
  served.control("DELETE", "/faults");
  stalled.until_closed(first);
  const std::string traces = served.control("GET", "/traces?limit=1000");
  CHECK(traces.find("fault-lifted") != std::string::npos);
  served.cloud->stop();
  const auto journal = journal::open_for_reading(served.journal_file());
  REQUIRE(journal);
  const auto result = scenarios::replay(**journal);
  REQUIRE(result);
  CAPTURE(result->difference ? result->difference->what + result->difference->recorded + "\n-->\n" +
                                   result->difference->replayed
                             : "");
  CHECK_FALSE(result->difference);
  CHECK(result->stimuli > 24);
}

}  // namespace
}  // namespace droppoint::test
