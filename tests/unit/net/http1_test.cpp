#include <catch2/catch.hpp>

#include "tests/unit/net/fake_surroundings.hpp"

namespace droppoint::net {
namespace {

struct Http1 {
  FakeSurroundings around;
  std::unique_ptr<Conversation> server;

  explicit Http1(Limits limits = {}) {
    around.limits_ = limits;
    server = make_http1(around, Channel{});
  }
  void send(std::string_view bytes) { server->receive(bytes); }
  std::string received() { return pull_all(*server); }
};

bool starts_with(const std::string& text, std::string_view start) {
  return text.rfind(start, 0) == 0;
}

TEST_CASE("fields keep their case, order and repetition") {
  Http1 http1;
  http1.send(
      "POST /a%20b?c=d HTTP/1.1\r\nHost: localhost:1\r\nX-One: 1\r\nx-two: 2\r\nX-ONE: 3\r\n"
      "access_token_auth: true\r\nContent-Length: 2\r\n\r\n{}");
  REQUIRE(http1.around.arrivals.size() == 1);
  const http::Request& request = http1.around.arrivals.front().request;
  CHECK(request.method == "POST");
  CHECK(request.target == "/a%20b?c=d");
  CHECK(request.authority == "localhost:1");
  CHECK(http::bytes_of(request.body) == "{}");
  CHECK(request.headers == http::Headers{{"Host", "localhost:1"},
                                         {"X-One", "1"},
                                         {"x-two", "2"},
                                         {"X-ONE", "3"},
                                         {"access_token_auth", "true"},
                                         {"Content-Length", "2"}});
}

TEST_CASE("a request may come byte by byte, its body in chunks") {
  Http1 http1;
  const std::string_view bytes =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\nTrailer: x\r\n\r\n";
  for (const char byte : bytes) {
    CHECK(http1.around.arrivals.empty());
    http1.send(std::string_view(&byte, 1));
  }
  REQUIRE(http1.around.arrivals.size() == 1);
  CHECK(http::bytes_of(http1.around.arrivals.front().request.body) == "hello world");
  CHECK_FALSE(http1.around.arrivals.front().request.headers.contains("trailer"));
}

TEST_CASE("an answer is framed, whatever it says of its own framing") {
  Http1 http1;
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto [headers, body, expected] = GENERATE(table<http::Headers, std::string, std::string>({
      {{}, "four", "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfour"},
      {{}, "", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"},
      {{{"Content-Length", "9"}, {"X", "y"}},
       "four",
       "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX: y\r\n\r\nfour"},
      {{{"Content-Length", "4"}, {"content-length", "4"}},
       "four",
       "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour"},
      {{{"Transfer-Encoding", "chunked"}}, "four", "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfour"},
      {{{"a", "b\r\nc: d"}}, "", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"},
  }));
  Departure departure;
  departure.response = http::Response{200, headers, http::make_body(body)};
  http1.around.answer(1, std::move(departure));
  CHECK(http1.received() == expected);
  CHECK(http1.server->ending() == Ending::none);
}

TEST_CASE("HEAD, 204 and 304 have no body") {
  Http1 http1;
  SECTION("HEAD keeps the length that a GET would have") {
    http1.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    http1.around.answer(1, 200, "four");
    CHECK(http1.received() == "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n");
  }
  SECTION("204") {
    http1.send("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n");
    http1.around.answer(1, 204, "four");
    CHECK(http1.received() == "HTTP/1.1 204 No Content\r\n\r\n");
  }
  SECTION("304") {
    http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    http1.around.answer(1, 304, "four");
    CHECK(http1.received() == "HTTP/1.1 304 Not Modified\r\n\r\n");
  }
}

TEST_CASE("pipelined requests are asked one at a time and answered in order") {
  Http1 http1;
  http1.send(
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxGET /3 "
      "HTTP/1.1\r\nHo");
  CHECK(http1.around.arrivals.size() == 1);
  CHECK(http1.received().empty());
  http1.around.answer(1, 200, "one");
  CHECK(http1.received() == "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\none");
  REQUIRE(http1.around.arrivals.size() == 2);
  CHECK(http::bytes_of(http1.around.arrivals[1].request.body) == "x");
  http1.send("st: a\r\n\r\n");
  http1.around.answer(2, 200, "two");
  http1.received();
  REQUIRE(http1.around.arrivals.size() == 3);
  CHECK(http1.around.arrivals[2].request.target == "/3");
}

TEST_CASE("bytes behind a request that waits are bounded") {
  Http1 http1;
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(http1.server->reading());
  http1.send(std::string(64 * 1024, 'x'));
  CHECK_FALSE(http1.server->reading());
}

TEST_CASE("the connection stays open or closes as the version and the fields say") {
  Http1 http1;
  const auto [request, expected, ending] = GENERATE(table<std::string, std::string, Ending>({
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", Ending::none},
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
       "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", Ending::close},
      {"GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
       Ending::close},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
       "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: keep-alive\r\n\r\n", Ending::none},
  }));
  http1.send(request);
  http1.around.answer(1, 200);
  CHECK(http1.received() == expected);
  CHECK(http1.server->ending() == ending);
}

TEST_CASE("an answer that says close closes") {
  Http1 http1;
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  Departure departure;
  departure.response = http::Response{503, {{"Connection", "close"}}, nullptr};
  http1.around.answer(1, std::move(departure));
  CHECK(http1.received() ==
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
  CHECK(http1.server->ending() == Ending::close);
}

TEST_CASE("an expected 100-continue is sent once, before the body comes") {
  Http1 http1;
  http1.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(http1.received() == "HTTP/1.1 100 Continue\r\n\r\n");
  http1.send("a");
  CHECK(http1.received().empty());
  http1.send("b");
  CHECK(http1.around.arrivals.size() == 1);
}

TEST_CASE("what is not served is refused with its status, one line in the log, and a close") {
  Limits limits;
  limits.header_bytes = 1000;
  limits.body_bytes = 10;
  Http1 http1(limits);
  const auto [request, status] = GENERATE(table<std::string, int>({
      {"hello there\n", 400},
      {"GET /\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nbad name: x\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: a\r\nExpect: a miracle\r\nContent-Length: 1\r\n\r\n", 417},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n "
       "world\r\n0\r\n\r\n",
       413},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1000, 'x') + "\r\n\r\n", 431},
      {"GET /" + std::string(1000, 'x'), 431},
      {"GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n", 403},
      {"GET x://[/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
  }));
  INFO(request);
  http1.send(request);
  const std::string answer = http1.received();
  CHECK(starts_with(answer, "HTTP/1.1 " + std::to_string(status) + " "));
  CHECK(answer.find("\r\nconnection: close\r\n") != std::string::npos);
  CHECK(answer.find("\r\n\r\ndroppoint: ") != std::string::npos);
  CHECK(http1.server->ending() == Ending::close);
  CHECK(http1.around.arrivals.empty());
  CHECK(http1.around.lines.size() == 1);
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(http1.received().empty());
}

TEST_CASE("the limit on header bytes counts all of them, in whatever pieces they come") {
  Limits limits;
  limits.header_bytes = 1000;
  Http1 http1(limits);
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n");
  for (int count = 0; count < 40; ++count) http1.send("X-Small: " + std::string(20, 'x') + "\r\n");
  CHECK(starts_with(http1.received(), "HTTP/1.1 431 "));
  CHECK(http1.around.arrivals.empty());
}

TEST_CASE("the form of target that proxies get names the host") {
  Http1 http1;
  http1.send("GET http://x.communication.azure.com:80/a%20b?c HTTP/1.1\r\nHost: other\r\n\r\n");
  REQUIRE(http1.around.arrivals.size() == 1);
  CHECK(http1.around.arrivals.front().request.authority == "x.communication.azure.com:80");
  CHECK(http1.around.arrivals.front().request.target == "/a%20b?c");
}

TEST_CASE("CONNECT to an emulated host opens a tunnel in which everything is recognised anew") {
  Http1 http1;
  SECTION("HTTP/1.1 inside") {
    http1.send(
        "CONNECT api.push.apple.com:443 HTTP/1.1\r\nHost: api.push.apple.com:443\r\n\r\nGET /in "
        "HTTP/1.1\r\nHost: b\r\n\r\n");
    CHECK(http1.received() == "HTTP/1.1 200 Connection Established\r\n\r\n");
    REQUIRE(http1.around.arrivals.size() == 1);
    CHECK(http1.around.arrivals.front().request.target == "/in");
    http1.around.answer(1, 200);
    CHECK(http1.received() == "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  }
  SECTION("garbage inside") {
    http1.send("CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
    http1.received();
    http1.send("\x01\x02\x03");
    CHECK(http1.server->ending() == Ending::close);
    CHECK(http1.around.lines.size() == 1);
  }
  SECTION("not without end") {
    http1.around.limits_.tunnels = 1;
    http1.send(
        "CONNECT localhost:1 HTTP/1.1\r\nHost: a\r\n\r\nCONNECT localhost:1 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(http1.received().find("HTTP/1.1 403 Forbidden") != std::string::npos);
  }
}

TEST_CASE("CONNECT to any other host is refused, and the connection goes on") {
  Http1 http1;
  const std::string host =
      GENERATE("example.com:443", "push.apple.com:443", "api.push.apple.com.evil.example:443",
               "communication.azure.com:443", "128.0.0.1:443", "");
  http1.send("CONNECT " + host + " HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string answer = http1.received();
  CHECK(answer.find("HTTP/1.1 200") == std::string::npos);
  if (host.empty()) return;
  CHECK(starts_with(answer, "HTTP/1.1 403 "));
  CHECK(http1.around.lines.size() == 1);
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(http1.around.arrivals.size() == 1);
}

TEST_CASE("no answer resets the connection") {
  Http1 http1;
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  http1.around.reset(1);
  CHECK(http1.received().empty());
  CHECK(http1.server->ending() == Ending::reset);
  CHECK(http1.around.waiting() == 0);
}

TEST_CASE("an answer with a status that cannot end an exchange becomes 500") {
  Http1 http1;
  const int status = GENERATE(0, -1, 100, 101, 1000);
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  http1.around.answer(1, status);
  CHECK(starts_with(http1.received(), "HTTP/1.1 500 "));
}

TEST_CASE("what a full entrance refuses is offered again, untouched") {
  Http1 http1;
  http1.around.full = true;
  http1.send("POST /held HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
  CHECK(http1.server->pace().waiting == Waiting::answer);
  http1.server->offer_again();
  CHECK(http1.around.arrivals.empty());
  http1.around.full = false;
  http1.server->offer_again();
  REQUIRE(http1.around.arrivals.size() == 1);
  CHECK(http1.around.arrivals.front().request.target == "/held");
  CHECK(http::bytes_of(http1.around.arrivals.front().request.body) == "x");
  http1.server->offer_again();
  CHECK(http1.around.arrivals.size() == 1);
}

TEST_CASE("a client may close its side and still read the answer") {
  Http1 http1;
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  http1.server->receive_end();
  CHECK(http1.server->ending() == Ending::none);
  http1.around.answer(1, 200, "x");
  CHECK(http1.received() == "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
  CHECK(http1.server->ending() == Ending::close);
}

TEST_CASE("an end between requests is silent, one inside a request is logged") {
  Http1 http1;
  SECTION("between") {
    http1.server->receive_end();
    CHECK(http1.around.lines.empty());
  }
  SECTION("inside") {
    http1.send("GET / HT");
    http1.server->receive_end();
    CHECK(http1.around.lines.size() == 1);
  }
  CHECK(http1.server->ending() == Ending::close);
}

TEST_CASE("a request that takes too long is answered 408, an idle connection closed") {
  Http1 http1;
  SECTION("half a request") {
    http1.send("GET / HTTP/1.1\r\nHo");
    CHECK(http1.server->pace().waiting == Waiting::peer);
    http1.server->expire();
    CHECK(starts_with(http1.received(), "HTTP/1.1 408 "));
  }
  SECTION("idle") {
    CHECK(http1.server->pace().waiting == Waiting::idle);
    http1.server->expire();
    CHECK(http1.received().empty());
  }
  CHECK(http1.server->ending() == Ending::close);
}

TEST_CASE("draining answers what was asked and says close") {
  Http1 http1;
  http1.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  http1.server->drain();
  CHECK(http1.server->ending() == Ending::none);
  http1.around.answer(1, 200);
  CHECK(http1.received() == "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
  CHECK(http1.server->ending() == Ending::close);
  CHECK(http1.around.arrivals.size() == 1);
}

struct Streaming : Http1 {
  std::shared_ptr<EventStream> stream;
  void open(std::string_view request) {
    send(request);
    Departure departure;
    departure.response = http::Response{200, {{"content-type", "text/event-stream"}}, http::make_body("1")};
    departure.stream = [this](std::shared_ptr<EventStream> given) { stream = std::move(given); };
    around.answer(1, std::move(departure));
  }
};

TEST_CASE("events are chunks that end with the stream") {
  Streaming http1;
  http1.open("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(http1.received() ==
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n1\r\n1\r\n");
  CHECK(http1.stream->write("twelve bytes"));
  CHECK(http1.received() == "c\r\ntwelve bytes\r\n");
  CHECK(http1.server->pace().waiting == Waiting::answer);
  SECTION("closed by us, the connection goes on") {
    http1.stream->close();
    CHECK(http1.received() == "0\r\n\r\n");
    http1.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(http1.around.arrivals.size() == 2);
  }
  SECTION("closed by draining") {
    http1.server->drain();
    CHECK(http1.received() == "0\r\n\r\n");
    CHECK(http1.server->ending() == Ending::close);
  }
  SECTION("left by the client") {
    http1.server->receive_end();
    CHECK_FALSE(http1.stream->write("late"));
    CHECK(http1.server->ending() == Ending::close);
  }
  SECTION("too slow a client") {
    CHECK_FALSE(http1.stream->write(std::string(http1.around.limits_.unsent_event_bytes + 1, 'x')));
    http1.received();
    CHECK(http1.server->ending() == Ending::reset);
  }
}

TEST_CASE("for HTTP/1.0 events go on until the connection ends") {
  Streaming http1;
  http1.open("GET / HTTP/1.0\r\n\r\n");
  CHECK(http1.received() ==
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n1");
  http1.stream->close();
  CHECK(http1.received().empty());
  CHECK(http1.server->ending() == Ending::close);
}

}  // namespace
}  // namespace droppoint::net
