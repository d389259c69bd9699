#include <catch2/catch.hpp>

#include "tests/unit/net/http2_pair.hpp"

namespace droppoint::net {
namespace {

using Pair = Http2Pair;

TEST_CASE("a request is offered once it is complete, and its answer goes back") {
  Pair pair;
  const auto id = pair.client.request({{":method", "POST"},
                                       {":scheme", "https:"},
                                       {":path", "/v1"},
                                       {":authority", "fcm.googleapis.com:443"}},
                                      false);
  pair.exchange();
  CHECK(pair.around.arrivals.empty());
  CHECK(pair.server->pace().waiting == Waiting::peer);
  pair.client.data(id, "{}");
  pair.exchange();
  REQUIRE(pair.around.arrivals.size() == 1);
  const Arrival& arrival = pair.around.arrivals.front();
  CHECK(arrival.protocol == Protocol::http2);
  CHECK(arrival.request.authority == "fcm.googleapis.com:443");
  CHECK(http::bytes_of(arrival.request.body) == "{}");
  CHECK(pair.server->pace().waiting == Waiting::answer);

  Departure departure;
  departure.response = http::Response{
      200, {{"Content-Type", "application/json"}, {"Connection", "close"}}, http::make_body("ok")};
  pair.around.answer(arrival.ticket, std::move(departure));
  pair.exchange();
  const auto& answer = pair.client.answers[id];
  CHECK(answer.status == 200);
  CHECK(answer.body == "ok");
  CHECK(answer.headers == std::map<std::string, std::string>{{"content-type", "application/json"}});
  CHECK(answer.closed);
  CHECK(pair.around.waiting() == 0);
  CHECK(pair.server->pace().waiting == Waiting::idle);
}

TEST_CASE("headers, then an empty DATA frame that ends the stream, is a request without body") {
  Pair pair;
  const auto id = pair.client.request(
      {{":method", "POST"}, {":scheme", "https"}, {":path", "/3/device/a"}, {":authority", "a"}}, false);
  pair.exchange();
  pair.client.data(id, "");
  pair.exchange();
  REQUIRE(pair.around.arrivals.size() == 1);
  CHECK_FALSE(pair.around.arrivals.front().request.body);
}

TEST_CASE("a malformed request is reset with PROTOCOL_ERROR and the connection goes on") {
  Pair pair;
  const auto [what, fields] = GENERATE(table<std::string, Http2Client::Fields>({
      {"no path", {{":method", "GET"}, {":scheme", "https"}, {":authority", "a"}}},
      {"te", {{":method", "GET"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a"}, {"te", "gzip"}}},
      {"connection",
       {{":method", "GET"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a"}, {"connection", "x"}}},
      {"length",
       {{":method", "GET"},
        {":scheme", "https"},
        {":path", "/"},
        {":authority", "a"},
        {"content-length", "3"}}},
  }));
  INFO(what);
  const auto bad = pair.client.request(fields);
  const auto good = pair.client.post("/good", "");
  pair.exchange();
  CHECK(pair.client.answers[bad].error == NGHTTP2_PROTOCOL_ERROR);
  REQUIRE(pair.around.arrivals.size() == 1);
  CHECK(pair.around.arrivals.front().request.target == "/good");
  CHECK(pair.around.lines.size() == 1);
  pair.around.answer(1, 200);
  pair.exchange();
  CHECK(pair.client.answers[good].status == 200);
}

TEST_CASE("more body than announced is reset") {
  Pair pair;
  const auto id = pair.client.post("/", "12345", {{"content-length", "4"}});
  pair.exchange();
  CHECK(pair.client.answers[id].error == NGHTTP2_PROTOCOL_ERROR);
  CHECK(pair.around.arrivals.empty());
}

TEST_CASE("trailers end a request and are left out; without the end they are malformed") {
  Pair pair;
  const auto id = pair.client.post("/", "");
  (void)id;
  const auto open = pair.client.request(
      {{":method", "POST"}, {":scheme", "https"}, {":path", "/t"}, {":authority", "a"}}, false);
  pair.exchange();
  pair.client.data(open, "x", false);
  pair.exchange();
  const bool ends = GENERATE(true, false);
  pair.client.trailers(open, {{"checksum", "1"}}, ends);
  pair.exchange();
  CHECK(pair.around.arrivals.size() == (ends ? 2 : 1));
  CHECK(pair.client.answers[open].error == (ends ? 0 : NGHTTP2_PROTOCOL_ERROR));
}

TEST_CASE("too many header bytes are answered 431, too large a body 413, also when it was not announced") {
  Limits limits;
  limits.header_bytes = 1000;
  limits.body_bytes = 10;
  Pair pair(limits);
  const auto head = pair.client.post("/", "", {{"a", std::string(1000, 'x')}});
  const auto announced = pair.client.request({{":method", "POST"},
                                              {":scheme", "https"},
                                              {":path", "/"},
                                              {":authority", "a"},
                                              {"content-length", "11"}},
                                             false);
  const auto sudden = pair.client.post("/", std::string(11, 'x'));
  const auto fits = pair.client.post("/fits", std::string(10, 'x'));
  pair.exchange();
  CHECK(pair.client.answers[head].status == 431);
  CHECK(pair.client.answers[announced].status == 413);
  // The rest of the body is not wanted: NO_ERROR, as RFC 9113, 8.1 says.
  CHECK(pair.client.answers[announced].closed);
  CHECK(pair.client.answers[announced].error == NGHTTP2_NO_ERROR);
  CHECK(pair.client.answers[sudden].status == 413);
  REQUIRE(pair.around.arrivals.size() == 1);
  CHECK(pair.around.arrivals.front().request.target == "/fits");
  CHECK(pair.client.answers[fits].status == 0);
  CHECK(pair.client.settings[NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE] == 1000);
}

TEST_CASE("half-read bodies of one connection are bounded together") {
  Limits limits;
  limits.unfinished_bytes = 15;
  Pair pair(limits);
  const Http2Client::Fields fields = {
      {":method", "POST"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a"}};
  const auto first = pair.client.request(fields, false);
  const auto second = pair.client.request(fields, false);
  pair.exchange();
  pair.client.data(first, std::string(10, 'x'), false);
  pair.client.data(second, std::string(10, 'x'), false);
  pair.exchange();
  CHECK(pair.client.answers[first].error == 0);
  CHECK(pair.client.answers[second].error == NGHTTP2_ENHANCE_YOUR_CALM);
  pair.client.data(first, "y");
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 1);
}

TEST_CASE("more streams than allowed are refused") {
  Limits limits;
  limits.streams = 2;
  Pair pair(limits);
  CHECK(pair.client.settings[NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS] == 2);
  for (int count = 0; count < 3; ++count) pair.client.post("/", "");
  pair.exchange();
  // A client that knows the limit keeps the third back itself.
  CHECK(pair.around.arrivals.size() == 2);
  pair.around.answer(1, 200);
  pair.exchange();
  CHECK(pair.around.arrivals.size() == 3);
}

TEST_CASE("a stream that its client resets is forgotten, its late answer dropped") {
  Pair pair;
  const auto id = pair.client.post("/", "");
  pair.exchange();
  REQUIRE(pair.around.waits(1));
  pair.client.reset(id, NGHTTP2_CANCEL);
  pair.exchange();
  CHECK_FALSE(pair.around.waits(1));
  CHECK(pair.server->pace().waiting == Waiting::idle);
  CHECK(pair.server->ending() == Ending::none);
}

TEST_CASE("no answer resets the stream, not the connection") {
  Pair pair;
  const auto first = pair.client.post("/1", "");
  const auto second = pair.client.post("/2", "");
  pair.exchange();
  pair.around.reset(1);
  pair.around.answer(2, 204);
  pair.exchange();
  CHECK(pair.client.answers[first].error == NGHTTP2_INTERNAL_ERROR);
  CHECK(pair.client.answers[second].status == 204);
}

TEST_CASE("what a full entrance refuses is held in order and offered again") {
  Pair pair;
  pair.around.full = true;
  pair.client.post("/1", "");
  const auto gone = pair.client.post("/gone", "");
  pair.client.post("/2", "");
  pair.exchange();
  CHECK(pair.around.arrivals.empty());
  CHECK_FALSE(pair.server->reading());
  pair.client.reset(gone, NGHTTP2_CANCEL);
  pair.exchange();
  pair.around.full = false;
  pair.server->offer_again();
  CHECK(pair.server->reading());
  REQUIRE(pair.around.arrivals.size() == 2);
  CHECK(pair.around.arrivals[0].request.target == "/1");
  CHECK(pair.around.arrivals[1].request.target == "/2");
}

TEST_CASE("HEAD, 204 and 304 have no body; a wrong length is corrected") {
  Pair pair;
  const auto head =
      pair.client.request({{":method", "HEAD"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a"}});
  const auto wrong = pair.client.post("/", "");
  const auto empty = pair.client.post("/", "");
  const auto invalid = pair.client.post("/", "");
  pair.exchange();
  const auto answer = [&](Ticket ticket, int status, http::Headers headers, std::string body) {
    Departure departure;
    departure.response = http::Response{status, std::move(headers), http::make_body(std::move(body))};
    pair.around.answer(ticket, std::move(departure));
  };
  answer(1, 200, {{"content-length", "12345"}}, "");
  answer(2, 200, {{"Content-Length", "99"}, {"content-length", "98"}}, "four");
  answer(3, 204, {{"content-length", "4"}}, "four");
  answer(4, 42, {}, "");
  pair.exchange();
  CHECK(pair.client.answers[head].headers["content-length"] == "12345");
  CHECK(pair.client.answers[head].ended);
  CHECK(pair.client.answers[wrong].headers["content-length"] == "4");
  CHECK(pair.client.answers[wrong].body == "four");
  CHECK(pair.client.answers[empty].headers.count("content-length") == 0);
  CHECK(pair.client.answers[empty].body.empty());
  CHECK(pair.client.answers[invalid].status == 500);
}

TEST_CASE("fields that would break out of their line are not sent") {
  Pair pair;
  const auto id = pair.client.post("/", "");
  pair.exchange();
  Departure departure;
  departure.response = http::Response{200, {{"good", "1"}, {"bad", "a\r\nb: c"}, {"ba d", "x"}}, nullptr};
  pair.around.answer(1, std::move(departure));
  pair.exchange();
  CHECK(pair.client.answers[id].headers == std::map<std::string, std::string>{{"good", "1"}});
}

TEST_CASE("an expected 100-continue is sent before the body comes") {
  Pair pair;
  const auto id = pair.client.request({{":method", "POST"},
                                       {":scheme", "https"},
                                       {":path", "/"},
                                       {":authority", "a"},
                                       {"expect", "100-continue"}},
                                      false);
  pair.exchange();
  CHECK(pair.client.answers[id].interim == std::vector<int>{100});
  pair.client.data(id, "x");
  pair.exchange();
  pair.around.answer(1, 201, "made");
  pair.exchange();
  CHECK(pair.client.answers[id].status == 201);
  CHECK(pair.client.answers[id].body == "made");
}

TEST_CASE("pings are answered, CONNECT is not emulated over HTTP/2") {
  Pair pair;
  pair.client.ping();
  const auto id =
      pair.client.request({{":method", "CONNECT"}, {":authority", "api.push.apple.com:443"}}, false);
  pair.exchange();
  CHECK(pair.client.pongs == 1);
  CHECK(pair.client.answers[id].status == 501);
}

TEST_CASE("an answer larger than the peer's window flows as the peer makes room") {
  Pair pair;
  const auto id = pair.client.post("/", "");
  pair.exchange();
  pair.around.answer(1, 200, std::string(1'000'000, 'x'));
  pair.exchange();
  CHECK(pair.client.answers[id].body.size() == 1'000'000);
  CHECK(pair.client.answers[id].ended);
}

TEST_CASE("events flow as they are written, until closed") {
  Pair pair;
  const auto id = pair.client.post("/", "");
  pair.exchange();
  std::shared_ptr<EventStream> stream;
  Departure departure;
  departure.response =
      http::Response{200, {{"content-type", "text/event-stream"}}, http::make_body("first\n")};
  departure.stream = [&](std::shared_ptr<EventStream> given) { stream = std::move(given); };
  pair.around.answer(1, std::move(departure));
  pair.exchange();
  REQUIRE(stream);
  CHECK(pair.client.answers[id].body == "first\n");
  CHECK_FALSE(pair.client.answers[id].ended);
  CHECK(pair.server->pace().waiting == Waiting::answer);

  CHECK(stream->write("second\n"));
  pair.around.run_events();
  pair.exchange();
  CHECK(pair.client.answers[id].body == "first\nsecond\n");

  SECTION("closed by us") {
    CHECK(stream->write("third\n"));
    stream->close();
    pair.around.run_events();
    pair.exchange();
    CHECK(pair.client.answers[id].body == "first\nsecond\nthird\n");
    CHECK(pair.client.answers[id].ended);
    CHECK_FALSE(stream->write("late"));
  }
  SECTION("left by the client") {
    pair.client.reset(id, NGHTTP2_CANCEL);
    pair.exchange();
    CHECK_FALSE(stream->write("late"));
  }
  SECTION("too slow a client") {
    CHECK_FALSE(stream->write(std::string(pair.around.limits_.unsent_event_bytes + 1, 'x')));
    pair.around.run_events();
    pair.exchange();
    CHECK(pair.client.answers[id].error == NGHTTP2_INTERNAL_ERROR);
    CHECK_FALSE(stream->write("late"));
  }
}

TEST_CASE("draining sends GOAWAY, finishes what was asked, then ends") {
  Pair pair;
  const auto id = pair.client.post("/", "");
  pair.exchange();
  pair.server->drain();
  pair.exchange();
  CHECK(pair.client.went_away);
  CHECK(pair.client.went_away_error == NGHTTP2_NO_ERROR);
  CHECK(pair.server->ending() == Ending::none);
  pair.around.answer(1, 200, "ok");
  pair.exchange();
  CHECK(pair.client.answers[id].body == "ok");
  CHECK(pair.server->ending() == Ending::close);
}

TEST_CASE("an idle connection that expires says GOAWAY and ends; a stalled upload alone is reset") {
  Pair pair;
  SECTION("idle") {
    pair.server->expire();
    pair.exchange();
    CHECK(pair.client.went_away);
    CHECK(pair.server->ending() == Ending::close);
    CHECK(pair.around.lines.empty());
  }
  SECTION("stalled") {
    const auto stalled = pair.client.request(
        {{":method", "POST"}, {":scheme", "https"}, {":path", "/"}, {":authority", "a"}}, false);
    const auto asked = pair.client.post("/", "");
    pair.exchange();
    pair.server->expire();
    pair.exchange();
    CHECK(pair.client.answers[stalled].error == NGHTTP2_CANCEL);
    CHECK(pair.client.answers[asked].error == 0);
    CHECK(pair.server->ending() == Ending::none);
  }
}

TEST_CASE("what is no HTTP/2 ends the connection with one line in the log") {
  FakeSurroundings around;
  const auto server = make_http2(around, Channel{});
  SECTION("another protocol") {
    server->receive("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  SECTION("a broken frame") {
    Http2Client client;
    server->receive(client.bytes());
    // A SETTINGS frame whose length is not a multiple of six.
    server->receive(std::string("\0\0\5\4\0\0\0\0\0abcde", 14));
  }
  pull_all(*server);
  CHECK(server->ending() == Ending::close);
  CHECK(around.lines.size() == 1);
  CHECK(around.arrivals.empty());
}

TEST_CASE("a connection that ends forgets who waits") {
  Pair pair;
  pair.client.post("/", "");
  pair.exchange();
  REQUIRE(pair.around.waiting() == 1);
  SECTION("by its end") {
    pair.server->receive_end();
  }
  SECTION("by destruction") {
    pair.server.reset();
  }
  CHECK(pair.around.waiting() == 0);
}

}  // namespace
}  // namespace droppoint::net
