#include <catch2/catch.hpp>

#include "tests/unit/net/http2_pair.hpp"

// What an HTTP/2 connection does when it is told to, in frames.

namespace droppoint::net {
namespace {

using Frames = std::vector<std::string>;

// What has come since the last look.
Frames news(Http2Pair& pair) {
  pair.exchange();
  return std::exchange(pair.client.came, {});
}

TEST_CASE("a GOAWAY that names the stream before disowns what came after, and the connection closes") {
  Http2Pair pair;
  const auto answered = pair.client.post("/1", "");
  const auto struck = pair.client.post("/2", "");
  const auto under_way = pair.client.post("/3", "");
  news(pair);
  pair.server->act(GoAway{0, R"({"reason":"Shutdown"})", static_cast<std::uint32_t>(answered)});
  pair.around.reset(2);
  CHECK(news(pair) == Frames{R"(GOAWAY 1 NO_ERROR {"reason":"Shutdown"})"});
  CHECK(pair.client.answers[struck].close_error == NGHTTP2_REFUSED_STREAM);
  CHECK(pair.client.answers[under_way].close_error == NGHTTP2_REFUSED_STREAM);
  // Nobody waits for the two any more; the first is still answered.
  CHECK(pair.around.waiting() == 1);
  CHECK(pair.server->ending() == Ending::none);
  pair.around.answer(1, 200, "ok");
  CHECK(news(pair) == Frames{"HEADERS 1", "DATA 1 2 END_STREAM"});
  CHECK(pair.server->ending() == Ending::close);
}

TEST_CASE("after a GOAWAY new streams are not worked on, whatever they send") {
  Http2Pair pair;
  pair.client.post("/1", "");
  pair.exchange();
  pair.server->act(GoAway{NGHTTP2_ENHANCE_YOUR_CALM, {}, 1});
  const std::string goaway = pull_all(*pair.server);
  // The client had these under way when the GOAWAY was sent.
  pair.client.post("/2", "body");
  pair.client.post("/3", "");
  pair.server->receive(pair.client.bytes());
  REQUIRE(pair.client.receive(goaway));
  CHECK(news(pair).back() == "GOAWAY 1 ENHANCE_YOUR_CALM");
  CHECK(pair.around.arrivals.size() == 1);
  pair.around.answer(1, 200);
  CHECK(news(pair) == Frames{"HEADERS 1 END_STREAM"});
  CHECK(pair.server->ending() == Ending::close);
}

TEST_CASE("a GOAWAY that names this stream is followed by its answer") {
  Http2Pair pair;
  pair.client.post("/1", "");
  news(pair);
  pair.server->act(GoAway{0, {}, 1});
  pair.around.answer(1, 200, "ok");
  CHECK(news(pair) == Frames{"GOAWAY 1 NO_ERROR", "HEADERS 1", "DATA 1 2 END_STREAM"});
  CHECK(pair.server->ending() == Ending::close);
}

TEST_CASE("a stream that the GOAWAY's number does not disown is reset, so that its sender does not wait") {
  Http2Pair pair;
  const auto id = pair.client.post("/1", "");
  news(pair);
  pair.server->act(GoAway{0, {}, 99});
  Departure departure;
  departure.reset_error = NGHTTP2_REFUSED_STREAM;
  pair.around.answer(1, std::move(departure));
  CHECK(news(pair) == Frames{"GOAWAY 99 NO_ERROR", "RST_STREAM 1 REFUSED_STREAM"});
  CHECK(pair.client.answers[id].error == NGHTTP2_REFUSED_STREAM);
  CHECK(pair.server->ending() == Ending::close);
}

TEST_CASE("a second GOAWAY names no later stream than the first") {
  Http2Pair pair;
  pair.client.post("/1", "");
  pair.client.post("/2", "");
  news(pair);
  pair.server->act(GoAway{0, {}, 1});
  pair.server->act(GoAway{0, {}, 3});
  const Frames came = news(pair);
  CHECK(came == Frames{"GOAWAY 1 NO_ERROR", "GOAWAY 1 NO_ERROR"});
}

TEST_CASE("an unanswered stream is reset with the code that it is given") {
  Http2Pair pair;
  pair.client.post("/1", "");
  news(pair);
  Departure departure;
  departure.reset_error = NGHTTP2_ENHANCE_YOUR_CALM;
  pair.around.answer(1, std::move(departure));
  CHECK(news(pair) == Frames{"RST_STREAM 1 ENHANCE_YOUR_CALM"});
  pair.client.post("/2", "");
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 2);
}

TEST_CASE("the number of streams can be lowered, which open ones outlive, and raised again") {
  Http2Pair pair;
  pair.client.post("/1", "");
  pair.client.post("/2", "");
  news(pair);
  pair.server->act(AllowStreams{1});
  CHECK(news(pair) == Frames{"SETTINGS 3=1"});
  pair.around.answer(1, 200);
  CHECK(news(pair) == Frames{"HEADERS 1 END_STREAM"});
  // nghttp2's client obeys: this one waits until the other stream has ended.
  pair.client.post("/3", "");
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 2);
  pair.around.answer(2, 200);
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 3);
  pair.server->act(AllowStreams{10});
  pair.exchange();
  pair.client.post("/4", "");
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 4);
  CHECK(pair.client.settings[NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS] == 10);
}

TEST_CASE("a connection may begin with fewer streams; who opens more at once has them refused") {
  FakeSurroundings around;
  around.first_streams = 1;
  const auto server = make_http2(around, Channel{});
  Http2Client client;
  const auto first = client.post("/1", "");
  const auto second = client.post("/2", "");
  // Both were sent before our SETTINGS came.
  server->receive(client.bytes());
  REQUIRE(client.receive(pull_all(*server)));
  CHECK(client.settings[NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS] == 1);
  CHECK(client.answers[first].error == 0);
  CHECK(client.answers[second].error == NGHTTP2_REFUSED_STREAM);
  CHECK(around.arrivals.size() == 1);
}

TEST_CASE("a stalled window: no DATA goes out, none comes in, and then all of it does") {
  Http2Pair pair;
  const auto asked = pair.client.post("/asked", "");
  news(pair);
  pair.server->act(StallWindow{true});
  CHECK(news(pair) == Frames{"SETTINGS 4=0"});
  pair.around.answer(1, 200, "ok");
  CHECK(news(pair) == Frames{"HEADERS 1"});
  const auto id = pair.client.post("/uploads", "a body");
  CHECK(news(pair).empty());
  CHECK(pair.around.arrivals.size() == 1);
  // Nobody is to blame for not sending what it has no room for.
  CHECK(pair.server->pace().waiting == Waiting::answer);
  pair.server->act(StallWindow{true});
  CHECK(news(pair).empty());

  pair.server->act(StallWindow{false});
  const Frames came = news(pair);
  CHECK(came == Frames{"SETTINGS 4=1048576", "DATA 1 2 END_STREAM"});
  CHECK(pair.client.answers[asked].body == "ok");
  REQUIRE(pair.around.arrivals.size() == 2);
  CHECK(http::bytes_of(pair.around.arrivals.back().request.body) == "a body");
  pair.around.answer(2, 204);
  pair.exchange();
  CHECK(pair.client.answers[id].status == 204);
}

TEST_CASE("no WINDOW_UPDATE while a window is stalled, for bytes that were under way; all of them later") {
  Http2Pair pair;
  const std::string body(900'000, 'x');
  const auto send = [&](int number) {
    pair.client.post("/" + std::to_string(number), body);
    pair.exchange();
  };
  const auto is_update = [](const std::string& frame) { return frame.rfind("WINDOW_UPDATE", 0) == 0; };
  // Eight streams' bodies are not yet read by the server when it stalls.
  for (int number = 0; number < 8; ++number) pair.client.post("/" + std::to_string(number), body);
  const std::string up = pair.client.bytes();
  pair.server->act(StallWindow{true});
  pair.client.came.clear();
  pair.server->receive(up);
  pair.exchange();
  CHECK(std::none_of(pair.client.came.begin(), pair.client.came.end(), is_update));
  const std::size_t arrived = pair.around.arrivals.size();
  CHECK(arrived == 8);
  pair.server->act(StallWindow{false});
  pair.exchange();
  CHECK(std::any_of(pair.client.came.begin(), pair.client.came.end(), is_update));
  // Room enough again for as much as ever.
  for (int number = 8; number < 30; ++number) send(number);
  CHECK(pair.around.arrivals.size() == 30);
}

TEST_CASE("PINGs are acknowledged, unless told not to") {
  Http2Pair pair;
  pair.client.ping();
  CHECK(news(pair).back() == "PING ACK");
  pair.server->act(IgnorePings{true});
  pair.client.ping();
  CHECK(news(pair).empty());
  pair.client.post("/", "");
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 1);
  pair.server->act(IgnorePings{false});
  pair.client.ping();
  CHECK(news(pair) == Frames{"PING ACK"});
}

TEST_CASE("who sends PINGs and never reads the answers loses the connection") {
  Http2Pair pair;
  for (int count = 0; count < 2000; ++count) pair.client.ping();
  pair.server->receive(pair.client.bytes());
  CHECK(pair.server->ending() == Ending::close);
  CHECK(pair.around.lines.size() == 1);
}

}  // namespace
}  // namespace droppoint::net
